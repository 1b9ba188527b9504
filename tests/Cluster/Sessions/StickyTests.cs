using System.Net;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Sessions;

/// <summary>Sticky sessions on one node, as a client sees them.</summary>
public sealed class StickyTests : IAsyncLifetime
{
    private readonly FaultyOrigin[] _origins = [FaultyOrigin.Answering("a"), FaultyOrigin.Answering("b"), FaultyOrigin.Answering("c")];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var origin in _origins)
            await origin.DisposeAsync();
    }

    [Fact]
    public async Task Browser_WithItsCookie_StaysWithOneBackend()
    {
        await using var node = await StartAsync("by = cookie");
        var browser = new Browser();
        var first = await browser.GetAsync(node);
        Assert.Matches("^AP_SESSION=[A-Za-z0-9_-]{66}; Path=/; HttpOnly; SameSite=Lax$", Assert.Single(browser.LastSetCookie));
        for (var request = 0; request < 10; request++)
        {
            Assert.Equal(first, await browser.GetAsync(node));
            Assert.Empty(browser.LastSetCookie);
        }
    }

    [Fact]
    public async Task Browsers_WithoutCookies_AreSpread()
    {
        await using var node = await StartAsync("by = cookie");
        var backends = new HashSet<string>();
        for (var client = 0; client < 9; client++)
            backends.Add(await new Browser().GetAsync(node));
        Assert.Equal(3, backends.Count);
    }

    [Theory]
    [InlineData("by = \"header:X-User\"", "X-User", "alice")]
    [InlineData("by = \"jwt:sub\"", "Authorization", "Bearer e30.eyJzdWIiOiJhbGljZSJ9.x")]
    [InlineData("by = ip", "X-Other", "x")]
    public async Task Client_KnownBySomethingElse_StaysWithOneBackendWithoutACookie(string sticky, string header, string value)
    {
        await using var node = await StartAsync(sticky);
        var first = await new Browser().GetAsync(node, "/", (header, value));
        for (var request = 0; request < 10; request++)
        {
            var browser = new Browser();
            Assert.Equal(first, await browser.GetAsync(node, "/", (header, value)));
            Assert.Empty(browser.LastSetCookie);
        }
    }

    [Fact]
    public async Task Cookie_ThatSomebodyMadeUp_BeginsANewSession()
    {
        await using var node = await StartAsync("by = cookie");
        var browser = new Browser();
        await browser.GetAsync(node);
        var genuine = browser.Cookies["AP_SESSION"];
        browser.SetCookie("AP_SESSION", genuine[..^1] + (genuine[^1] == 'A' ? 'Q' : 'A'));
        await browser.GetAsync(node);
        Assert.Single(browser.LastSetCookie);
        Assert.NotEqual(genuine[..24], browser.Cookies["AP_SESSION"][..24]);
    }

    [Fact]
    public async Task Backend_ThatDies_SendsItsSessionsToAnotherForGoodAndNoRequestFails()
    {
        await using var node = await StartAsync("by = cookie");
        var browser = new Browser();
        var first = await browser.GetAsync(node);
        var dead = _origins["abc".IndexOf(first[0], StringComparison.Ordinal)];
        dead.Refuse();

        var second = await browser.GetAsync(node);
        Assert.NotEqual(first, second);
        Assert.Single(browser.LastSetCookie);
        dead.Recover();
        for (var request = 0; request < 5; request++)
            Assert.Equal(second, await browser.GetAsync(node));
    }

    [Fact]
    public async Task Backend_ThatDiesWhereSessionsMayNotMove_LetsThemWait()
    {
        await using var node = await StartAsync("by = cookie, on-down = 503");
        var browser = new Browser();
        var first = await browser.GetAsync(node);
        var dead = _origins["abc".IndexOf(first[0], StringComparison.Ordinal)];
        dead.Refuse();
        await Patience.UntilAsync("the backend is found to be down", async () => (await browser.TryGetAsync(node)).Status == HttpStatusCode.ServiceUnavailable);
        dead.Recover();
        await Patience.UntilAsync("the backend is back", async () => (await browser.TryGetAsync(node)).Status == HttpStatusCode.OK);
        Assert.Equal(first, await browser.GetAsync(node));
    }

    [Fact]
    public async Task Backend_ThatIsDrained_SendsItsSessionsToAnother()
    {
        await using var node = await StartAsync("by = cookie");
        var browser = new Browser();
        var first = await browser.GetAsync(node);
        var drained = _origins["abc".IndexOf(first[0], StringComparison.Ordinal)];
        (await node.Admin.PostAsync(new Uri($"/api/pools/site/backends/127.0.0.1:{drained.Port}/drain", UriKind.Relative), null)).EnsureSuccessStatusCode();
        var second = await browser.GetAsync(node);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await browser.GetAsync(node));
    }

    [Fact]
    public async Task Reload_ThatAddsABackend_LeavesSessionsWhereTheyAre()
    {
        await using var node = await StartAsync("by = cookie");
        var browser = new Browser();
        var first = await browser.GetAsync(node);
        await using var more = FaultyOrigin.Answering("d");
        await node.ReloadAsync(Configuration("by = cookie", [.. _origins, more]));
        for (var request = 0; request < 10; request++)
            Assert.Equal(first, await browser.GetAsync(node));
    }

    private Task<ProxyUnderTest> StartAsync(string sticky) => ProxyUnderTest.StartAsync(Configuration(sticky, _origins));

    private static string Configuration(string sticky, FaultyOrigin[] origins) => $$"""
        proxy {
          pools.site {
            backends = [{{string.Join(", ", origins.Select(origin => $"\"{origin.Url}\""))}}]
            sticky { {{sticky}} }
            health { active { kind = tcp, interval = 100ms, rise = 1, fall = 1 }, passive = off }
          }
          routes = [{ pool = site }]
        }
        """;
}
