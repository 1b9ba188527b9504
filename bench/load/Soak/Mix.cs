using ActorProxy.Bench.Load.Peers;

namespace ActorProxy.Bench.Load.Soak;

/// <summary>What the clients of a soak do: ordinary traffic, and what makes proxies forget connections and buffers.</summary>
internal static class Mix
{
    private const int Gets = 100;
    private const int Posts = 10;
    private const int Echoes = 50;
    private const int PostBytes = 16 * 1024;
    private const int LargeBytes = 1 << 20;
    private const int SlowBytes = 16 * 1024;

    // 16 KB each time: 1 MB takes about two seconds, and the proxy has to wait for room.
    private static readonly TimeSpan SlowPause = TimeSpan.FromMilliseconds(30);

    /// <summary>A fresh set, with nothing counted.</summary>
    public static IReadOnlyList<Exchange> Create() =>
    [
        new($"{Gets} GETs of 1 KB over one connection", 16, GetsAsync),
        new("GET of 1 MB", 4, LargeAsync),
        new($"{Posts} POSTs of 16 KB over one connection", 8, PostsAsync),
        new("client leaves amid a download of 1 MB", 4, LeaveDownloadAsync),
        new("client leaves amid an upload of 1 MB", 4, LeaveUploadAsync),
        new($"upgrade and {Echoes} echoes of 1 KB", 8, UpgradeAsync),
        new("slow reader of 1 MB", 8, ReadSlowlyAsync),
    ];

    private static Task GetsAsync(Endpoint endpoint, int number, CancellationToken cancel) =>
        RepeatAsync(endpoint, Gets, connection => connection.GetAsync(Origin.Small, cancel), cancel);

    private static Task LargeAsync(Endpoint endpoint, int number, CancellationToken cancel) =>
        RepeatAsync(endpoint, 1, connection => connection.GetAsync(Origin.Large, cancel), cancel);

    private static Task PostsAsync(Endpoint endpoint, int number, CancellationToken cancel) =>
        RepeatAsync(endpoint, Posts, connection => connection.SendAsync("POST", Origin.Post, PostBytes, cancel), cancel);

    private static async Task RepeatAsync(Endpoint endpoint, int times, Func<ClientConnection, Task<int>> once, CancellationToken cancel)
    {
        using var connection = await ClientConnection.OpenAsync(endpoint, cancel);
        for (var time = 0; time < times; time++)
            Expect(200, await once(connection));
    }

    private static async Task LeaveDownloadAsync(Endpoint endpoint, int number, CancellationToken cancel)
    {
        using var connection = await ClientConnection.OpenAsync(endpoint, cancel);
        await connection.SendHeadAsync("GET", Origin.Large, "", cancel);
        var (status, _) = await connection.ReceiveHeadAsync(cancel);
        Expect(200, status);
        await connection.ReceiveSomeAsync(new byte[SlowBytes], cancel);
        Leave(connection, number);
    }

    private static async Task LeaveUploadAsync(Endpoint endpoint, int number, CancellationToken cancel)
    {
        using var connection = await ClientConnection.OpenAsync(endpoint, cancel);
        await connection.SendHeadAsync("POST", Topology.BarePath, $"Content-Length: {LargeBytes}\r\n", cancel);
        await connection.SendBytesAsync(new byte[LargeBytes / 4], cancel);
        Leave(connection, number);
    }

    private static async Task UpgradeAsync(Endpoint endpoint, int number, CancellationToken cancel)
    {
        using var connection = await ClientConnection.OpenAsync(endpoint, cancel);
        await connection.SendHeadAsync("GET", Topology.BarePath, "Connection: Upgrade\r\nUpgrade: echo\r\n", cancel);
        var (status, _) = await connection.ReceiveHeadAsync(cancel);
        Expect(101, status);
        for (var echo = 0; echo < Echoes; echo++)
            await EchoAsync(connection, (byte)(number + echo), cancel);

        // By turns the tunnel is ended as it should be, and broken.
        if (number % 2 == 0)
            await connection.EndAsync(cancel);
        else
            connection.Reset();
    }

    private static async Task EchoAsync(ClientConnection connection, byte mark, CancellationToken cancel)
    {
        var sent = Enumerable.Repeat(mark, 1024).ToArray();
        await connection.SendBytesAsync(sent, cancel);
        var received = new byte[sent.Length];
        for (var filled = 0; filled < received.Length;)
            filled += await connection.ReceiveSomeAsync(received.AsMemory(filled), cancel);
        if (!received.AsSpan().SequenceEqual(sent))
            throw new BenchException("another echo came back than was sent");
    }

    private static async Task ReadSlowlyAsync(Endpoint endpoint, int number, CancellationToken cancel)
    {
        using var connection = await ClientConnection.OpenAsync(endpoint, cancel);
        connection.HoldLittle(SlowBytes);
        await connection.SendHeadAsync("GET", Origin.Large, "", cancel);
        var (status, missing) = await connection.ReceiveHeadAsync(cancel);
        Expect(200, status);
        for (var buffer = new byte[SlowBytes]; missing > 0; missing -= await connection.ReceiveSomeAsync(buffer, cancel))
            await Task.Delay(SlowPause, cancel);
    }

    // By turns a reset and an end that is followed by one, as the rest of the response finds nobody.
    private static void Leave(ClientConnection connection, int number)
    {
        if (number % 2 == 0)
            connection.Reset();
        else
            connection.Dispose();
    }

    private static void Expect(int expected, int status)
    {
        if (status != expected)
            throw new BenchException($"status {status}");
    }
}
