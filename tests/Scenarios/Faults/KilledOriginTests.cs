using System.Net;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Faults;

/// <summary>An origin dies under load; the clients do not notice.</summary>
public sealed class KilledOriginTests
{
    [Theory]
    [InlineData("round-robin")]
    [InlineData("least-connections")]
    [InlineData("random-two")]
    public async Task Origin_KilledUnderLoad_CostsNoResponse(string balance)
    {
        await using var dying = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var living = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([dying, living], $"pools.site.balance = {balance}");
        await using var load = Load.Start(proxy.Endpoint("web"), connections: 64);

        await dying.UntilAsync(origin => origin.Requests.Count > 200);
        dying.Kill();
        await load.MoreAsync(2000);

        await load.StopAsync();
    }

    [Fact]
    public async Task Origin_KilledAndReborn_IsUsedAgain()
    {
        await using var living = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        var dying = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([dying, living], """
            pools.site.health { active { kind = tcp, interval = 50ms, rise = 1, fall = 1 }, passive { failures = 1, eject = 100ms, max-eject = 100ms } }
            """);
        await using var load = Load.Start(proxy.Endpoint("web"), connections: 8);

        await dying.UntilAsync(origin => origin.Requests.Count > 50);
        await dying.DisposeAsync();
        await load.MoreAsync(500);
        await using var reborn = ScriptedOrigin.StartAt(new IPEndPoint(IPAddress.Loopback, dying.Port), connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await reborn.UntilAsync(origin => origin.Requests.Count > 50);

        await load.StopAsync();
    }

    [FactWith("nginx")]
    public async Task Nginx_KilledUnderLoad_CostsNoResponse()
    {
        var dying = await NginxOrigin.StartAsync("location / { return 200 ok; }");
        await using var living = await NginxOrigin.StartAsync("location / { return 200 ok; }");
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              pools.site.backends = [ "{{dying.Url}}", "{{living.Url}}" ]
              routes = [ { name = site, path = "/", pool = site } ]
            }
            """);
        await using var load = Load.Start(proxy.Endpoint("web"), connections: 64);

        await load.MoreAsync(500);
        await dying.DisposeAsync();
        await load.MoreAsync(2000);

        await load.StopAsync();
    }
}
