using System.Globalization;

namespace ActorProxy.Scenarios.Harness;

/// <summary>Bodies too large to keep: a pattern without a short period, sent in blocks and summed as it is read.</summary>
internal static class Payload
{
    private const int BlockLength = 64 * 1024;

    // A prime length, so that bytes lost, doubled or swapped in any common block size change the sum.
    private static readonly byte[] Pattern = [.. Enumerable.Range(0, 65_521).Select(i => (byte)((i * 131) ^ (i >> 7)))];

    public static string Framing(long length, bool chunked) => chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {length}";

    /// <summary>What <see cref="ReadAsync"/> gives when nothing is lost.</summary>
    public static ulong Sum(long length)
    {
        var block = new byte[BlockLength];
        var sum = 0UL;
        for (long at = 0; at < length; at += BlockLength)
        {
            Fill(block, at);
            sum = Add(sum, at, block.AsSpan(0, (int)Math.Min(BlockLength, length - at)));
        }

        return sum;
    }

    public static async Task SendAsync(RawConnection connection, long length, bool chunked)
    {
        var block = new byte[BlockLength];
        for (long at = 0; at < length; at += BlockLength)
        {
            var count = (int)Math.Min(BlockLength, length - at);
            Fill(block, at);
            if (chunked)
                await connection.SendAsync($"{count:x}\r\n");
            await connection.SendAsync(block.AsMemory(0, count));
            if (chunked)
                await connection.SendAsync("\r\n");
        }

        if (chunked)
            await connection.SendAsync("0\r\n\r\n");
    }

    /// <summary>Reads that many body bytes and sums them; fewer, or other ones, give another sum.</summary>
    public static async Task<ulong> ReadAsync(RawConnection connection, long length, bool chunked)
    {
        var (sum, at) = (0UL, 0L);
        while (true)
        {
            var count = chunked ? await ReadSizeAsync(connection) : length - at;
            for (var end = at + count; at < end;)
            {
                var piece = await connection.ReadAsync((int)Math.Min(BlockLength, end - at));
                if (piece.Length == 0)
                    return 0;
                sum = Add(sum, at, piece);
                at += piece.Length;
            }

            if (!chunked || count == 0)
                return at == length ? sum : 0;
            await connection.ReadThroughAsync("\r\n");
        }
    }

    /// <summary>Sends until nothing is taken for a second; how many bytes were.</summary>
    public static async Task<long> SendUntilStalledAsync(RawConnection connection, long length)
    {
        var block = new byte[BlockLength];
        for (long at = 0; at < length; at += BlockLength)
        {
            var sending = connection.SendAsync(block);
            if (await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(1))) != sending)
            {
                // Ends when the test closes the connection.
                _ = sending.ContinueWith(task => task.Exception, TaskScheduler.Default);
                return at;
            }

            await sending;
        }

        return length;
    }

    private static async Task<long> ReadSizeAsync(RawConnection connection)
    {
        var line = await connection.ReadThroughAsync("\r\n");
        return long.TryParse(line.AsSpan().TrimEnd(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size) ? size : 0;
    }

    private static void Fill(byte[] block, long at)
    {
        var from = (int)(at % Pattern.Length);
        for (var filled = 0; filled < block.Length; from = 0)
        {
            var count = Math.Min(block.Length - filled, Pattern.Length - from);
            Pattern.AsSpan(from, count).CopyTo(block.AsSpan(filled));
            filled += count;
        }
    }

    // Depends on where each byte stands, however the bytes were cut into pieces.
    private static ulong Add(ulong sum, long at, ReadOnlySpan<byte> piece)
    {
        foreach (var octet in piece)
            sum += octet * (ulong)((at++ & 0xffff) + 1);
        return sum;
    }
}
