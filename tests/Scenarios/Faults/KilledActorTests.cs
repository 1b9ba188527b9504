using ActorProxy.Scenarios.Harness;
using Akka.Actor;

namespace ActorProxy.Scenarios.Faults;

/// <summary>Actors decide, snapshots serve: whichever actor dies under traffic, no request is lost, and it comes back.</summary>
public sealed class KilledActorTests
{
    [Theory]
    [InlineData("/user/proxy", "kill")]
    [InlineData("/user/proxy", "poison")]
    [InlineData("/user/proxy/router-*", "kill")]
    [InlineData("/user/proxy/router-*", "poison")]
    [InlineData("/user/proxy/router-*/health-*", "kill")]
    [InlineData("/user/proxy/router-*/health-*", "poison")]
    public async Task Actor_KilledUnderTraffic_LosesNoRequest(string path, string how)
    {
        await using var first = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var second = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([first, second], "pools.site.health.active { interval = 50ms, timeout = 5s }");
        await using var load = Load.Start(proxy.Endpoint("web"));

        for (var i = 0; i < 5; i++)
        {
            await load.MoreAsync(100);
            proxy.Actors.ActorSelection(path).Tell(how == "kill" ? Kill.Instance : PoisonPill.Instance);
        }

        await load.MoreAsync(200);
        await load.StopAsync();
    }

    [Theory]
    [InlineData("/user/proxy")]
    [InlineData("/user/proxy/router-*")]
    [InlineData("/user/proxy/router-*/health-*")]
    public async Task Actor_KilledOrPoisoned_StillDoesItsWorkAfterwards(string path)
    {
        var sick = false;
        await using var origin = ScriptedOrigin.Answering(request => request.Target == "/health" && Volatile.Read(ref sick)
            ? "HTTP/1.1 500 Ill\r\nContent-Length: 0\r\n\r\n"
            : ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, """
            pools.site.health.active { path = "/health", interval = 50ms, timeout = 5s, rise = 1, fall = 1 }
            """);
        await origin.UntilAsync(_ => origin.Requests.Count > 1);

        foreach (var message in new object[] { Kill.Instance, PoisonPill.Instance })
        {
            proxy.Actors.ActorSelection(path).Tell(message);
            Volatile.Write(ref sick, true);
            await Patience.UntilAsync(async () => (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status == 503);
            Volatile.Write(ref sick, false);
            await Patience.UntilAsync(async () => (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status == 200);
        }
    }

    [Fact]
    public async Task Reload_AfterTheProxyActorWasKilled_Applies()
    {
        await using var before = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var after = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nafter");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(before);

        proxy.Actors.ActorSelection("/user/proxy").Tell(Kill.Instance);
        await proxy.ReloadAsync(ProxyUnderTest.Configuration([after]));

        Assert.Equal("after", (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Body);
    }

    [Fact]
    public async Task ActorSystem_Terminated_LeavesTheLastTableServing()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.Actors.Terminate().Within();

        Assert.Equal(200, (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
    }
}
