using System.Net.Sockets;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Faults;

/// <summary>More clients at once than are served at a time (docs/decisions/0019).</summary>
public sealed class CrowdTests
{
    // More than a ring begins at a time, and there is one ring at least.
    private const int Many = 1100;

    [Fact]
    public async Task Requests_ThatHang_HoldUpNobodyElse()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            var request = await connection.ReadHeadAsync();
            if (request.Target == "/hang")
                await connection.PauseAsync(Timeout.InfiniteTimeSpan);
            await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        var clients = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => HangAsync(proxy)));
        await origin.UntilAsync(all => all.Connections >= Many);

        Assert.Equal(200, (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
        foreach (var client in clients)
            client.Dispose();
    }

    [Fact]
    public async Task Requests_OfMoreClientsThanAreServedAtATime_AreAllAnswered()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var load = Load.Start(proxy.Endpoint("web"), connections: 500);
        await load.MoreAsync(20_000);
        await load.StopAsync();
    }

    private static async Task<Socket> HangAsync(ProxyUnderTest proxy)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(proxy.Endpoint("web")).Within();
        await client.SendAsync("GET /hang HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
        return client;
    }
}
