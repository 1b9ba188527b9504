using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Tests.Caching.Stored;

/// <summary>A writer and many readers on threads of their own.</summary>
public sealed class MemoryBodyRaceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Readers_OnOtherThreads_SeeEveryByteOnce(bool passesOn)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var bytes = new byte[new Random(seed).Next(1, 2_000_000)];
            new Random(seed).NextBytes(bytes);
            var body = new MemoryBody(0);
            var readers = Enumerable.Range(0, 8).Select(_ => body.OpenReader(0)!).ToArray();
            if (passesOn)
                body.PassOn();
            var reading = readers.Select(reader => Task.Run(() => MemoryBodyTests.ReadToEndAsync(reader))).ToArray();

            await WriteAsync(body, bytes, new Random(seed));

            foreach (var (read, state) in await Task.WhenAll(reading))
                Assert.True(state is BodyState.Complete && read.AsSpan().SequenceEqual(bytes), $"seed {seed}");
            Array.ForEach(readers, reader => reader.Dispose());
        }
    }

    [Fact]
    public async Task Whole_AskedForWhileTheBodyEnds_IsWholeOrNotThere()
    {
        for (var round = 0; round < 5_000; round++)
        {
            var body = new MemoryBody(3);
            body.Append("abc"u8);
            var ending = Task.Run(body.Complete);
            var spin = new SpinWait();
            ReadOnlyMemory<byte> whole;
            while (!body.TryGetWhole(out whole))
                spin.SpinOnce();
            Assert.Equal("abc"u8, whole.Span);
            await ending;
        }
    }

    private static async Task WriteAsync(MemoryBody body, byte[] bytes, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var count = Math.Min(random.Next(1, 100_000), bytes.Length - at);
            body.Append(bytes.AsSpan(at, count));
            at += count;
            await body.RoomAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        body.Complete();
    }
}
