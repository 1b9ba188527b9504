using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Clocks;

/// <summary>A proxy whose time goes on only when the test says so.</summary>
public sealed class VirtualTimeTests : ProxyTest
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public async Task Page_StoredForAnHour_IsServedForAnHour()
    {
        var origin = StartOrigin("a page", "Cache-Control: max-age=3600");
        var proxy = await StartProxyAsync(Serving(origin, route: "cache {}"), _clock);
        await proxy.ShouldAnswerAsync("/", "a page");

        _clock.Advance(TimeSpan.FromMinutes(59));
        await proxy.ShouldAnswerAsync("/", "a page");
        Assert.Equal(1, origin.Requests);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await proxy.ShouldAnswerAsync("/", "a page");
        Assert.Equal(2, origin.Requests);
    }

    [Fact]
    public async Task Backend_ProbedEveryHour_IsGivenUpAfterTwoHours()
    {
        var (steady, failing) = (StartOrigin("steady"), StartOrigin("failing"));
        var proxy = await StartProxyAsync(
            Serving(steady, failing, pool: "health { active { path = \"/\", interval = 1h, jitter = 0, rise = 1, fall = 2 }, passive = off }"), _clock);
        await Patience.UntilAsync("the first probe has passed", () => failing.Requests == 1);
        failing.Burst(500, requests: 2);

        await _clock.AdvanceUntilAsync("it was probed once more", TimeSpan.FromMinutes(10), () => failing.Requests == 2);
        Assert.Equal(2, MembersOf(proxy));
        await _clock.AdvanceUntilAsync("it is given up", TimeSpan.FromMinutes(10), () => MembersOf(proxy) == 1);
        Assert.Equal(3, failing.Requests);
        await _clock.AdvanceUntilAsync("it is back", TimeSpan.FromMinutes(10), () => MembersOf(proxy) == 2);
    }

    [Fact]
    public async Task Session_UnusedForLongerThanItsTime_IsAnother()
    {
        var origin = StartOrigin("here");
        var proxy = await StartProxyAsync(Serving(origin, pool: "sticky { by = cookie, ttl = 30m }"), _clock);
        var browser = new Browser();
        await browser.GetAsync(proxy);
        await browser.GetAsync(proxy);
        Assert.Empty(browser.LastSetCookie);

        _clock.Advance(TimeSpan.FromMinutes(31));
        await browser.GetAsync(proxy);
        Assert.Single(browser.LastSetCookie);
    }

    [Fact]
    public async Task Backend_ThatNeverAnswers_CostsItsTimeoutAndNotAMinuteOfTheTest()
    {
        var origin = StartOrigin("here");
        origin.Hang();
        var proxy = await StartProxyAsync(Serving(origin, pool: "timeouts.read = 10m, retries.attempts = 1"), _clock);

        var answer = proxy.Client.GetAsync(new Uri("/", UriKind.Relative));
        await Patience.UntilAsync("the request has arrived", () => origin.Requests == 1);
        await _clock.AdvanceUntilAsync("there is an answer", TimeSpan.FromMinutes(1), () => answer.IsCompleted);
        Assert.Equal(System.Net.HttpStatusCode.GatewayTimeout, (await answer).StatusCode);
    }

    private static int MembersOf(ProxyUnderTest proxy) => proxy.Node.Table.Current.Pools["site"].Members.Count;

    private static string Serving(FaultyOrigin origin, FaultyOrigin? other = null, string pool = "", string route = "") => $$"""
        proxy {
          pools.site {
            backends = ["{{origin.Url}}"{{(other is null ? "" : $", \"{other.Url}\"")}}]
            {{pool}}
          }
          routes = [{ pool = site, {{route}} }]
        }
        """;
}
