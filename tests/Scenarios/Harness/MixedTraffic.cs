using System.Globalization;
using System.Net;

namespace ActorProxy.Scenarios.Harness;

/// <summary>
/// Clients that do what makes a proxy forget connections: small and large exchanges, tunnels, slow readers, and those that leave amid a
/// body, by turns with FIN and RST; and the origin that they need.
/// </summary>
internal static class MixedTraffic
{
    private const int Clients = 21;
    private const int LargeBytes = 256 * 1024;
    private const string SwitchingProtocols = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    // Or those that leave at once would take all of the machine.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly ulong LargeSum = Payload.Sum(LargeBytes);

    private static readonly Func<RawClient, int, Task>[] Exchanges =
        [GetManyAsync, DownloadAsync, LeaveDownloadAsync, UploadAsync, LeaveUploadAsync, TunnelAsync, ReadSlowlyAsync];

    public static ScriptedOrigin StartOrigin() => ScriptedOrigin.Start(ServeAsync);

    /// <summary>Until the time is over and every exchange has ended; how many there were. One that goes wrong fails the test.</summary>
    public static async Task<int> RunAsync(IPEndPoint proxy, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource(duration);
        var done = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => RunClientAsync(proxy, client, stop.Token)));
        return done.Sum();
    }

    private static async Task<int> RunClientAsync(IPEndPoint proxy, int client, CancellationToken stop)
    {
        var done = 0;
        for (; !stop.IsCancellationRequested; done++)
        {
            await using var connection = await RawClient.ConnectAsync(proxy, receiveBuffer: 16 * 1024);
            await Exchanges[client % Exchanges.Length](connection, done);
            await Task.Delay(Pause, CancellationToken.None);
        }

        return done;
    }

    private static async Task GetManyAsync(RawClient client, int number)
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal("ok", (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Body);
    }

    private static async Task DownloadAsync(RawClient client, int number)
    {
        await client.SendAsync("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadThroughAsync("\r\n\r\n");
        Assert.Equal(LargeSum, await Payload.ReadAsync(client, LargeBytes, chunked: false));
    }

    private static async Task LeaveDownloadAsync(RawClient client, int number)
    {
        await client.SendAsync("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadAsync(LargeBytes / 4);
        Leave(client, number);
    }

    private static async Task UploadAsync(RawClient client, int number)
    {
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {LargeBytes}\r\n\r\n");
        await Payload.SendAsync(client, LargeBytes, chunked: false);
        Assert.Equal("ok", (await client.ReadResponseAsync()).Body);
    }

    private static async Task LeaveUploadAsync(RawClient client, int number)
    {
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {LargeBytes}\r\n\r\n");
        await Payload.SendAsync(client, LargeBytes / 4, chunked: false);
        Leave(client, number);
    }

    private static async Task TunnelAsync(RawClient client, int number)
    {
        await client.SendAsync("GET /tunnel HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101", await client.ReadThroughAsync("\r\n\r\n"), StringComparison.Ordinal);
        for (var i = 0; i < 20; i++)
        {
            await client.SendAsync($"{number} {i}|");
            Assert.Equal($"{number} {i}|", await client.ReadThroughAsync("|"));
        }

        Leave(client, number);
    }

    private static async Task ReadSlowlyAsync(RawClient client, int number)
    {
        await client.SendAsync("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadThroughAsync("\r\n\r\n");
        for (var missing = LargeBytes; missing > 0; missing -= 8 * 1024)
        {
            Assert.Equal(8 * 1024, (await client.ReadAsync(8 * 1024)).Length);
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private static void Leave(RawClient client, int number)
    {
        if (number % 2 == 0)
            client.Reset();
        else
            client.Close();
    }

    private static async Task ServeAsync(OriginConnection connection)
    {
        while (await connection.ReadThroughAsync("\r\n\r\n") is { Length: > 0 } text && text.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var head = new RawMessage(text, "", "", [], IsComplete: true);
            if (head.Target == "/tunnel")
            {
                await EchoAsync(connection);
                return;
            }

            var length = int.Parse(head.Field("Content-Length") ?? "0", CultureInfo.InvariantCulture);
            if ((await connection.ReadAsync(length)).Length < length)
                return;
            await connection.SendAsync(head.Target == "/large" ? $"HTTP/1.1 200 OK\r\nContent-Length: {LargeBytes}\r\n\r\n" : ScriptedOrigin.Ok);
            if (head.Target == "/large")
                await Payload.SendAsync(connection, LargeBytes, chunked: false);
        }
    }

    private static async Task EchoAsync(OriginConnection connection)
    {
        await connection.SendAsync(SwitchingProtocols);
        for (var some = await connection.ReadSomeAsync(); some.Length > 0; some = await connection.ReadSomeAsync())
            await connection.SendAsync(some);
    }
}
