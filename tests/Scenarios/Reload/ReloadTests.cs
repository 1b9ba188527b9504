using System.Net.Sockets;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Reload;

/// <summary>A new configuration is one swap: requests, connections, tunnels and counters of what did not change live on.</summary>
public sealed class ReloadTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Backend_ReplacedUnderLoad_CostsNoResponse()
    {
        await using var before = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var after = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(before);
        await using var load = Load.Start(proxy.Endpoint("web"));

        await load.MoreAsync(200);
        for (var i = 0; i < 10; i++)
        {
            await proxy.ReloadAsync(ProxyUnderTest.Configuration([i % 2 == 0 ? after : before]));
            await load.MoreAsync(100);
        }

        await load.StopAsync();
        Assert.NotEmpty(after.Requests);
    }

    [Fact]
    public async Task Request_InFlight_FinishesOnTheTableThatItStartedWith()
    {
        var release = new TaskCompletionSource();
        await using var before = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await release.Task;
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nbefore");
        });
        await using var after = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(before);

        var started = proxy.AskAsync(Get);
        await before.UntilAsync(_ => before.Requests.Count == 1);
        await proxy.ReloadAsync(ProxyUnderTest.Configuration([after]));
        Assert.Equal("ok", (await proxy.AskAsync(Get)).Body);
        release.SetResult();

        Assert.Equal("before", (await started).Body);
    }

    [Fact]
    public async Task UnchangedBackend_KeepsItsConnectionsAndCounters()
    {
        await using var kept = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var added = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(kept);
        await using var client = await proxy.ConnectAsync();
        await client.AskAsync(Get);
        await proxy.QuietAsync();
        var backend = proxy.Backend("site", kept);

        await proxy.ReloadAsync(ProxyUnderTest.Configuration([kept, added]));
        for (var i = 0; i < 4; i++)
        {
            await client.AskAsync(Get);
            await proxy.QuietAsync();
        }

        Assert.Same(backend, proxy.Backend("site", kept));
        Assert.Equal((3, 1), (backend.Requests, kept.Connections));
        Assert.Equal(2, added.Requests.Count);
    }

    [Fact]
    public async Task DrainedBackend_StaysDrained()
    {
        await using var drained = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var other = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([drained, other]);
        Assert.True(await proxy.Node.SetDrainAsync("site", drained.Id, true));

        await proxy.ReloadAsync(ProxyUnderTest.Configuration([drained, other], "pools.site.timeouts.read = 5s"));
        for (var i = 0; i < 4; i++)
            await proxy.AskAsync(Get);

        Assert.Empty(drained.Requests);
    }

    [Fact]
    public async Task BackendFoundDown_StaysDown()
    {
        await using var sick = ScriptedOrigin.Answering("HTTP/1.1 500 Ill\r\nContent-Length: 0\r\n\r\n");
        const string Probing = "pools.site.health.active { interval = 50ms, timeout = 5s, rise = 1, fall = 1 }";
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(sick, Probing);
        await Patience.UntilAsync(async () => (await proxy.AskAsync(Get)).Status == 503);

        await proxy.ReloadAsync(ProxyUnderTest.Configuration([sick], Probing + "\npools.site.timeouts.read = 5s"));

        Assert.Equal(503, (await proxy.AskAsync(Get)).Status);
    }

    [Fact]
    public async Task IdleConnections_OfARemovedBackend_AreClosed()
    {
        var closed = new TaskCompletionSource();
        await using var removed = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync(ScriptedOrigin.Ok);
            await connection.WaitForEndAsync();
            closed.SetResult();
        });
        await using var other = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(removed);
        await proxy.AskAsync(Get);

        await proxy.ReloadAsync(ProxyUnderTest.Configuration([other]));

        await closed.Task.Within();
    }

    [Fact]
    public async Task Tunnel_SurvivesTheLossOfItsRoute()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            for (var some = await connection.ReadTextAsync(1); some.Length > 0; some = await connection.ReadTextAsync(1))
                await connection.SendAsync(some);
        });
        await using var other = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();
        await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

        await proxy.ReloadAsync(ProxyUnderTest.Configuration([other]));
        Assert.Equal("ok", (await proxy.AskAsync(Get)).Body);
        await client.SendAsync("x");

        Assert.Equal("x", await client.ReadTextAsync(1));
    }

    [Fact]
    public async Task Listener_AddedAndRemoved_OpensAndCloses()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var kept = await proxy.ConnectAsync();
        Assert.Equal(200, (await kept.AskAsync(Get)).Status);

        await proxy.ReloadAsync(ProxyUnderTest.Configuration([origin], """listeners.more.address = "127.0.0.1:0" """));
        var more = proxy.Endpoint("more");
        await using var client = await RawClient.ConnectAsync(more);
        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        await proxy.ReloadAsync(ProxyUnderTest.Configuration([origin]));

        await Patience.UntilAsync(async () => await RefusesAsync(more));
        Assert.Equal(200, (await kept.AskAsync(Get)).Status);
    }

    [Fact]
    public async Task Listener_ThatWantsThePortOfAnother_IsRefusedAndTheReasonSaid()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var result = await proxy.ApplyAsync(ProxyUnderTest.Configuration([origin], $"listeners.other.address = \"{proxy.Endpoint("web")}\""));

        Assert.Contains("the running listener web has that port", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(200, (await proxy.AskAsync(Get)).Status);
    }

    [Fact]
    public async Task WhatNeedsARestart_IsSaidByName()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var result = await proxy.ApplyAsync(ProxyUnderTest.Configuration([origin]) + "\nakka.loglevel = DEBUG");

        Assert.Contains(result.RestartNeeded, path => path.StartsWith("akka", StringComparison.Ordinal));
        Assert.Equal(200, (await proxy.AskAsync(Get)).Status);
    }

    private static async Task<bool> RefusesAsync(System.Net.IPEndPoint address)
    {
        try
        {
            await using var client = await RawClient.ConnectAsync(address);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
