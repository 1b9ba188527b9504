using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Tests.Caching.Stored;

/// <summary>A body that is read while it arrives.</summary>
public sealed class MemoryBodyTests
{
    private const int Window = 1024 * 1024;

    [Fact]
    public async Task Readers_AtTheirOwnPace_GetTheSameBytes()
    {
        var body = new MemoryBody(0);
        var bytes = Bytes(300_000);
        using var early = body.OpenReader(0)!;
        var reading = ReadToEndAsync(early);
        body.Append(bytes.AsSpan(0, 100_000));
        using var late = body.OpenReader(0)!;
        body.Append(bytes.AsSpan(100_000));
        body.Complete();
        using var last = body.OpenReader(0)!;

        Assert.Equal(bytes, (await reading).Bytes);
        Assert.Equal(bytes, (await ReadToEndAsync(late)).Bytes);
        Assert.Equal(bytes, (await ReadToEndAsync(last)).Bytes);
    }

    [Fact]
    public async Task Read_BeforeBytesAreThere_CompletesWhenTheyCome()
    {
        var body = new MemoryBody(0);
        using var reader = body.OpenReader(0)!;
        var reading = reader.ReadAsync();
        Assert.False(reading.IsCompleted);

        body.Append("abc"u8);

        var read = await reading;
        Assert.Equal(("abc", BodyState.Open), (System.Text.Encoding.ASCII.GetString(read.Data.Span), read.State));
    }

    [Theory]
    [InlineData(true, BodyState.Complete)]
    [InlineData(false, BodyState.Broken)]
    public async Task End_IsTold_AfterTheBytesThatAreThere(bool whole, BodyState end)
    {
        var body = new MemoryBody(0);
        using var waiting = body.OpenReader(0)!;
        var reading = ReadToEndAsync(waiting);
        body.Append("abc"u8);
        if (whole)
            body.Complete();
        else
            body.Break();
        using var late = body.OpenReader(0)!;

        Assert.Equal((3, end), (await reading) is var (bytes, state) ? (bytes.Length, state) : default);
        Assert.Equal((3, end), (await ReadToEndAsync(late)) is var (lateBytes, lateState) ? (lateBytes.Length, lateState) : default);
    }

    [Fact]
    public async Task Reader_FromTheMiddle_GetsTheRest()
    {
        var bytes = Bytes(200_000);
        var body = new MemoryBody(0);
        body.Append(bytes);
        using var reader = body.OpenReader(150_001)!;
        body.Complete();

        Assert.Equal(bytes[150_001..], (await ReadToEndAsync(reader)).Bytes);
    }

    [Fact]
    public async Task Reader_FromBeyondWhatIsThere_WaitsForIt()
    {
        var body = new MemoryBody(0);
        using var reader = body.OpenReader(5)!;
        var reading = reader.ReadAsync();
        body.Append("01234"u8);
        Assert.False(reading.IsCompleted);

        body.Append("56"u8);

        Assert.Equal(2, (await reading).Data.Length);
    }

    [Fact]
    public void Whole_IsThereAtOnce_WhereItLiesInOnePiece()
    {
        var body = new MemoryBody(5);
        body.Append("01234"u8);
        Assert.False(body.TryGetWhole(out _));
        body.Complete();

        Assert.True(body.TryGetWhole(out var whole));
        Assert.Equal("01234"u8, whole.Span);
    }

    [Fact]
    public async Task EmptyBody_IsWholeAndEndsAtOnce()
    {
        var body = new MemoryBody(0);
        body.Complete();
        using var reader = body.OpenReader(0)!;

        Assert.True(body.TryGetWhole(out var whole) && whole.IsEmpty);
        Assert.Equal(new BodyRead(default, BodyState.Complete), await reader.ReadAsync());
    }

    [Fact]
    public void BrokenBody_IsNeverWhole()
    {
        var body = new MemoryBody(5);
        body.Append("01234"u8);
        body.Break();

        Assert.False(body.TryGetWhole(out _));
    }

    [Fact]
    public void Writer_OfAKeptBody_NeverWaits()
    {
        var body = new MemoryBody(0);
        using var slow = body.OpenReader(0);
        body.Append(new byte[4 * Window]);

        Assert.True(body.RoomAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Writer_OfAPassedOnBody_WaitsForTheSlowest()
    {
        var body = new MemoryBody(0);
        using var fast = body.OpenReader(0)!;
        using var slow = body.OpenReader(0)!;
        body.PassOn();
        body.Append(new byte[Window + 1]);
        await SkipAsync(fast, Window + 1);
        var room = body.RoomAsync();
        Assert.False(room.IsCompleted);

        await SkipAsync(slow, Window / 2);

        await room.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Writer_WhoseSlowestReaderLeaves_GoesOn()
    {
        var body = new MemoryBody(0);
        using var fast = body.OpenReader(0)!;
        var slow = body.OpenReader(0)!;
        body.PassOn();
        body.Append(new byte[Window + 1]);
        await SkipAsync(fast, Window + 1);
        var room = body.RoomAsync();

        slow.Dispose();

        await room.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task PassedOnBody_TakesALateReader_OnlyWhereItsBytesAreStillThere()
    {
        var body = new MemoryBody(0);
        using var reader = body.OpenReader(0)!;
        body.Append(new byte[300_000]);
        body.PassOn();
        body.OpenReader(0)!.Dispose();
        await SkipAsync(reader, 300_000);
        body.Append(new byte[1]);
        await SkipAsync(reader, 1);

        using var late = body.OpenReader(300_000);
        Assert.NotNull(late);
        Assert.Null(body.OpenReader(0));
    }

    [Fact]
    public async Task PassedOnBody_ThatHasEnded_KeepsWhatALateReaderNeeds()
    {
        var bytes = Bytes(300_000);
        var body = new MemoryBody(0);
        using var reader = body.OpenReader(0)!;
        body.PassOn();
        body.Append(bytes);
        body.Complete();
        using var late = body.OpenReader(0)!;

        await ReadToEndAsync(reader);

        Assert.Equal(bytes, (await ReadToEndAsync(late)).Bytes);
    }

    [Fact]
    public async Task PassedOnBody_ReadToItsEnd_LosesNothing()
    {
        var bytes = Bytes(5 * Window);
        var body = new MemoryBody(0);
        using var reader = body.OpenReader(0)!;
        body.PassOn();
        var reading = ReadToEndAsync(reader);
        for (var at = 0; at < bytes.Length; at += 50_000)
        {
            body.Append(bytes.AsSpan(at, Math.Min(50_000, bytes.Length - at)));
            await body.RoomAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        body.Complete();

        Assert.Equal(bytes, (await reading).Bytes);
        Assert.Null(body.OpenReader(0));
    }

    internal static async Task<(byte[] Bytes, BodyState State)> ReadToEndAsync(BodyReader reader)
    {
        var bytes = new List<byte>();
        while (true)
        {
            var read = await reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            if (read.Data.IsEmpty)
                return ([.. bytes], read.State);
            bytes.AddRange(read.Data.Span);
        }
    }

    private static async Task SkipAsync(BodyReader reader, int count)
    {
        while (count > 0)
            count -= (await reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Data.Length;
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
