using System.Net;
using System.Net.Sockets;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Faults;

/// <summary>Backends that answer no connection attempt, move to another address, or fail too often.</summary>
public sealed class UnreachableTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Backend_ThatAnswersNoConnection_IsGatewayTimeoutOrPassedOver()
    {
        using var full = new TcpListener(IPAddress.Loopback, 0);
        full.Start(1);
        var waiting = await FillBacklogAsync((IPEndPoint)full.LocalEndpoint);
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              defaults.pool.timeouts.connect = 300ms
              pools { alone.backends = [ "http://{{full.LocalEndpoint}}" ], two.backends = [ "http://{{full.LocalEndpoint}}", "{{origin.Url}}" ] }
              routes = [ { path = "/alone", pool = alone }, { path = "/two", pool = two } ]
            }
            """);

        Assert.Equal(504, (await proxy.AskAsync("GET /alone HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
        for (var i = 0; i < 2; i++)
            Assert.Equal(200, (await proxy.AskAsync("POST /two HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")).Status);

        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Name_ThatMovesToAnotherAddress_IsFollowed()
    {
        var address = IPAddress.Loopback;
        await using var before = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var after = ScriptedOrigin.StartAt(new IPEndPoint(IPAddress.Parse("127.0.0.2"), before.Port), connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              pools.site { backends = [ "http://app.internal:{{before.Port}}" ], connections.dns-refresh = 50ms }
              routes = [ { path = "/", pool = site } ]
            }
            """, clock: null, (_, _) => Task.FromResult(new[] { Volatile.Read(ref address) }));
        await using var load = Load.Start(proxy.Endpoint("web"), connections: 4);

        await before.UntilAsync(_ => before.Requests.Count > 10);
        Volatile.Write(ref address, IPAddress.Parse("127.0.0.2"));
        await after.UntilAsync(_ => after.Requests.Count > 10);
        // Requests that had begun on the old address may still arrive there: as many as there are connections.
        await load.MoreAsync(50);
        var last = before.Requests.Count;
        await load.MoreAsync(50);

        await load.StopAsync();
        Assert.Equal(last, before.Requests.Count);
    }

    [Fact]
    public async Task Backend_ThatFailsTooOften_IsEjectedAndComesBack()
    {
        var broken = true;
        await using var failing = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null && !Volatile.Read(ref broken))
                await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var good = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([failing, good], "pools.site.health.passive { failures = 3, window = 10s, eject = 300ms, max-eject = 300ms }");
        await using var load = Load.Start(proxy.Endpoint("web"), connections: 4);

        await Patience.UntilAsync(() => proxy.Backend("site", failing).Health.IsEjected);
        Volatile.Write(ref broken, false);
        var then = failing.Requests.Count;
        await failing.UntilAsync(_ => failing.Requests.Count > then + 20);

        await load.StopAsync();
    }

    [Fact]
    public async Task IdleConnection_IsClosedAtItsTimeout()
    {
        var closed = new TaskCompletionSource<ConnectionEnd>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync(ScriptedOrigin.Ok);
            closed.SetResult(await connection.WaitForEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "pools.site.connections.idle-timeout = 200ms");

        Assert.Equal(200, (await proxy.AskAsync(Get)).Status);

        Assert.NotEqual(ConnectionEnd.Open, await closed.Task.Within());
    }

    // Connections that nobody accepts, until the kernel lets the next attempt wait.
    private static async Task<List<Socket>> FillBacklogAsync(IPEndPoint address)
    {
        var sockets = new List<Socket>();
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            var connecting = socket.ConnectAsync(address);
            if (await Task.WhenAny(connecting, Task.Delay(TimeSpan.FromMilliseconds(300))) != connecting)
                return sockets;
        }
    }
}
