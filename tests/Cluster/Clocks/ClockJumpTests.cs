using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Clocks;

/// <summary>The wall clock is set while the proxy runs; time itself goes on as always.</summary>
public sealed class ClockJumpTests : ProxyTest
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(5);

    private readonly VirtualClock _clock = new();

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Page_StoredBeforeTheJump_HasTheAgeThatItHas(int direction)
    {
        var origin = StartOrigin("a page", "Cache-Control: max-age=3600");
        var proxy = await StartProxyAsync(Serving(origin, route: "cache {}"), _clock);
        await proxy.ShouldAnswerAsync("/", "a page");
        _clock.Advance(TimeSpan.FromMinutes(10));
        _clock.Jump(direction * Hours);

        using (var answer = await proxy.Client.GetAsync(new Uri("/", UriKind.Relative)))
            Assert.Equal(TimeSpan.FromMinutes(10), answer.Headers.Age);
        Assert.Equal(1, origin.Requests);
        _clock.Advance(TimeSpan.FromMinutes(51));
        await proxy.ShouldAnswerAsync("/", "a page");
        Assert.Equal(2, origin.Requests);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Session_BegunBeforeTheJump_StaysWithItsBackend(int direction)
    {
        var (first, second) = (StartOrigin("first"), StartOrigin("second"));
        var proxy = await StartProxyAsync(Serving(first, second, pool: "sticky { by = cookie, ttl = 30m }"), _clock);
        var browser = new Browser();
        var home = await browser.GetAsync(proxy);

        _clock.Jump(direction * Hours);
        for (var request = 0; request < 4; request++)
            Assert.Equal(home, await browser.GetAsync(proxy));
    }

    [Fact]
    public async Task Cookie_FromTheFuture_IsTakenUpByANodeThatHasNotMetItsSession()
    {
        var (first, second) = (StartOrigin("first"), StartOrigin("second"));
        var hocon = Serving(first, second, pool: "sticky { by = cookie, ttl = 30m }");
        var ahead = new VirtualClock();
        ahead.Jump(Hours);
        var one = await StartProxyAsync(hocon, ahead);
        var other = await StartProxyAsync(hocon, _clock);

        for (var client = 0; client < 4; client++)
        {
            var browser = new Browser();
            var home = await browser.GetAsync(one);
            Assert.Equal(home, await browser.GetAsync(other));
            Assert.Equal(home, await browser.GetAsync(other));
        }
    }

    [Fact]
    public async Task Ejection_BegunBeforeTheJump_EndsInItsTimeEvenIfItsActorDies()
    {
        var (steady, failing) = (StartOrigin("steady"), StartOrigin("failing"));
        var proxy = await StartProxyAsync(
            Serving(steady, failing, pool: "health.passive { failures = 1, window = 1m, eject = 10m, max-eject = 1h, max-ejected-percent = 100 }"), _clock);
        failing.SpeakGarbage();
        await proxy.Client.GetAsync(new Uri("/", UriKind.Relative));
        await proxy.Client.GetAsync(new Uri("/", UriKind.Relative));
        await proxy.ShouldGiveUpAsync("site", failing);

        _clock.Jump(-Hours);
        await proxy.KillActorAsync($"/user/proxy/router-site/health-127.0.0.1:{failing.Port}");
        var before = _clock.GetTimestamp();
        await _clock.AdvanceUntilAsync("it is used again", TimeSpan.FromMinutes(1), () => proxy.Node.Table.Current.Pools["site"].Members.Count == 2);
        Assert.InRange(_clock.GetElapsedTime(before), TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(30));
    }

    private static string Serving(FaultyOrigin origin, FaultyOrigin? other = null, string pool = "", string route = "") => $$"""
        proxy {
          sessions.key = "a secret for tests"
          pools.site {
            backends = ["{{origin.Url}}"{{(other is null ? "" : $", \"{other.Url}\"")}}]
            {{pool}}
          }
          routes = [{ pool = site, {{route}} }]
        }
        """;
}
