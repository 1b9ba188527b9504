using System.Text;
using ActorProxy.Streams.Compression;
using ActorProxy.Streams.Flows;
using ActorProxy.Streams.Tests.Compression;

namespace ActorProxy.Streams.Tests.Flows;

public sealed class FlowTests
{
    private static readonly DecodeBounds Unbounded = new(long.MaxValue, int.MaxValue);

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public async Task Body_OfAnyLengthAndCut_ArrivesEncoded(ContentCoding coding)
    {
        await using var rig = new FlowRig();
        var random = new Random(23);
        for (var round = 0; round < 60; round++)
        {
            var body = CodecTests.Body(random, random.Next(3) * random.Next(100_000));
            var writer = new ScriptedWriter();
            var end = await rig.EncodeAsync(ScriptedReader.Of(body, () => random.Next(1, 40_000)), writer, coding, flushes: round % 2 == 0);

            Assert.Equal(FlowEndKind.Completed, end.Kind);
            Assert.Equal(body, Coding.Decode(coding, writer.Written, Unbounded).Body);
        }

        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Body_ThatIsDecoded_ComesInPiecesHoweverMuchOneHolds()
    {
        await using var rig = new FlowRig();
        var body = new byte[900_000];
        var writer = new ScriptedWriter();

        var end = await rig.DecodeAsync(ScriptedReader.Of(Coding.Encode(ContentCoding.Gzip, body), () => 100_000), writer);

        Assert.Equal(FlowEndKind.Completed, end.Kind);
        Assert.Equal(body, writer.Written);
        Assert.True(writer.Flushes > 50);
        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Event_AfterWhichNothingComes_IsWrittenAtOnce()
    {
        await using var rig = new FlowRig();
        var (reader, writer) = (new ScriptedReader(), new ScriptedWriter());
        var flushed = writer.Flushed;
        var run = rig.EncodeAsync(reader, writer, flushes: true);
        for (var i = 0; i < 5; i++)
        {
            reader.Give($"event {i};");
            await flushed.WaitAsync(TimeSpan.FromSeconds(20));
            flushed = writer.Flushed;
            var soFar = Coding.Decode(ContentCoding.Gzip, writer.Written, Unbounded).Body;
            Assert.EndsWith($"event {i};", Encoding.UTF8.GetString(soFar), StringComparison.Ordinal);
        }

        reader.Give("", isLast: true);
        Assert.Equal(FlowEndKind.Completed, (await run).Kind);
        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Piece_ThatIsTheLast_IsLeftToBeFlushedWithTheEnd()
    {
        await using var rig = new FlowRig();
        var writer = new ScriptedWriter();

        var end = await rig.EncodeAsync(ScriptedReader.Of("a body"u8.ToArray(), () => 3), writer);

        Assert.Equal((FlowEndKind.Completed, 0), (end.Kind, writer.Flushes));
        Assert.Equal("a body"u8.ToArray(), Coding.Decode(ContentCoding.Gzip, writer.Written, Unbounded).Body);
        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Writer_ThatTakesNothing_StopsTheReading()
    {
        await using var rig = new FlowRig();
        var noise = new byte[2_000_000];
        new Random(2).NextBytes(noise);
        var reader = ScriptedReader.Of(noise, () => 16 * 1024);
        var writer = new ScriptedWriter();
        var (stall, flushed) = (writer.Stall(), writer.Flushed);
        var run = rig.EncodeAsync(reader, writer);
        await flushed.WaitAsync(TimeSpan.FromSeconds(20));

        // One buffer encoded, one read ahead; the encoder may hold back some more.
        Assert.InRange(reader.Reads, 1, 8);
        Assert.InRange(rig.Runner.Buffers.Outstanding, 0, 8);
        stall.SetResult(true);

        Assert.Equal(FlowEndKind.Completed, (await run).Kind);
        Assert.Equal(noise, Coding.Decode(ContentCoding.Gzip, writer.Written, Unbounded).Body);
        await rig.AssertNothingIsLeftAsync();
    }
}
