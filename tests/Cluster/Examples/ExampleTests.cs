using System.Net;
using ActorProxy.TestKit;
using ActorProxy.TestKit.Raw;

namespace ActorProxy.Cluster.Tests.Examples;

/// <summary>The examples of docs/testing.md, and the faults that they do not show.</summary>
public sealed class ExampleTests : ProxyTest
{
    [Fact]
    public async Task Shop_WhenOneBackendDies_LosesNoRequest()
    {
        var first = StartOrigin("first");
        var second = StartOrigin("second");
        var proxy = await StartProxyAsync($$"""
            proxy {
              pools.shop { backends = ["{{first.Url}}", "{{second.Url}}"], health.active { kind = tcp, interval = 100ms, rise = 1, fall = 1 } }
              routes = [{ path = "/", pool = shop }]
            }
            """);

        first.Refuse();
        for (var request = 0; request < 20; request++)
            await proxy.ShouldAnswerAsync("/", "second");

        await proxy.ShouldGiveUpAsync("shop", first);
        first.Recover();
        await proxy.ShouldUseAsync("shop", first);
    }

    [Fact]
    public async Task Shop_WhenItsRouterIsKilled_ServesOn()
    {
        var origin = StartOrigin("here");
        var proxy = await StartProxyAsync($$"""
            proxy { pools.shop.backends = ["{{origin.Url}}"], routes = [{ path = "/", pool = shop }] }
            """);

        await proxy.KillActorAsync("/user/proxy/router-shop");

        await proxy.ShouldAnswerAsync("/", "here");
    }

    [Fact]
    public async Task Basket_WhenANodeIsCutOff_StaysWithItsBackend()
    {
        var first = StartOrigin("first");
        var second = StartOrigin("second");
        var cluster = await StartClusterAsync(3, $$"""
            proxy {
              pools.shop { backends = ["{{first.Url}}", "{{second.Url}}"], sticky { by = cookie } }
              routes = [{ path = "/", pool = shop }]
              sessions.key = "a secret for this test"
            }
            """);
        var browser = new Browser();
        var home = await browser.GetAsync(cluster[0]);

        cluster.CutOff(cluster[2]);
        Assert.Equal(home, await browser.GetAsync(cluster[2]));
        cluster.Mend(cluster[2]);
        await cluster.WaitForMembersAsync(3);
        Assert.Equal(home, await browser.GetAsync(cluster[1]));
    }

    [Fact]
    public async Task Order_WhoseConnectionBreaks_IsNotSentTwice()
    {
        var origin = StartScriptedOrigin(
            async first =>
            {
                await first.ReadRequestAsync();
                await first.SendAsync("HTTP/1.1 200 OK\r\nContent-");
                first.Reset();
            },
            others => others.ServeAsync(request => request.Target == "/basket" ? ScriptedOrigin.Ok : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        var proxy = await StartProxyAsync(origin);
        await using var client = await proxy.ConnectAsync();

        var order = await client.AskAsync("POST /order HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 2\r\n\r\nhi");
        var basket = await client.AskAsync("GET /basket HTTP/1.1\r\nHost: shop.example\r\n\r\n");

        Assert.Equal((502, "ok"), (order.Status, basket.Body));
        Assert.Equal(["/order", "/basket"], origin.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Origin_ThatFailsInEveryWay_IsSeenForWhatItIs()
    {
        var origin = StartOrigin("a body that is long enough to be cut");
        var proxy = await StartProxyAsync($$"""
            proxy {
              pools.shop { backends = ["{{origin.Url}}"], timeouts { read = 300ms }, retries.attempts = 1 }
              routes = [{ path = "/", pool = shop }]
            }
            """);

        origin.SpeakGarbage();
        await proxy.ShouldAnswerAsync("/", HttpStatusCode.BadGateway);
        origin.ResetAfter(0);
        await proxy.ShouldAnswerAsync("/", HttpStatusCode.BadGateway);
        origin.Hang();
        await proxy.ShouldAnswerAsync("/", HttpStatusCode.GatewayTimeout);
        origin.Truncate();
        await proxy.ShouldBreakOffAsync("/");
        origin.Burst(503, requests: 2);
        await proxy.ShouldAnswerAsync("/", HttpStatusCode.ServiceUnavailable);
        await proxy.ShouldAnswerAsync("/", HttpStatusCode.ServiceUnavailable);
        await proxy.ShouldAnswerAsync("/", "a body that is long enough to be cut");
        origin.Drip(TimeSpan.FromMilliseconds(5));
        await proxy.ShouldAnswerAsync("/", "a body that is long enough to be cut");
    }

    [Fact]
    public async Task Route_ToldToFail_FailsAsManyAsItWasTold()
    {
        var origin = StartOrigin("here");
        var proxy = await StartProxyAsync($$"""
            proxy {
              pools.shop.backends = ["{{origin.Url}}"]
              routes = [
                { path = "/all", pool = shop, fault { abort = 418 } }
                { path = "/none", pool = shop, fault { abort = 418, percent = 0 } }
                { path = "/late", pool = shop, fault { delay = 10ms } }
              ]
            }
            """);

        await proxy.ShouldAnswerAsync("/all", (HttpStatusCode)418);
        await proxy.ShouldAnswerAsync("/none", "here");
        await proxy.ShouldAnswerAsync("/late", "here");
        Assert.Equal(2, origin.Requests);
    }

    [Fact]
    public void Documentation_ShowsTheseExamplesAsTheyAre()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorProxy.sln")))
            folder = folder.Parent!;
        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "testing.md"));
        var source = File.ReadAllText(Path.Combine(folder.FullName, "tests", "Cluster", "Examples", "ExampleTests.cs"));
        string[] examples =
        [
            nameof(Shop_WhenOneBackendDies_LosesNoRequest),
            nameof(Shop_WhenItsRouterIsKilled_ServesOn),
            nameof(Order_WhoseConnectionBreaks_IsNotSentTwice),
            nameof(Basket_WhenANodeIsCutOff_StaysWithItsBackend),
        ];
        foreach (var name in examples)
        {
            var from = source.IndexOf($"    public async Task {name}", StringComparison.Ordinal);
            var to = source.IndexOf("\n    }\n", from, StringComparison.Ordinal);
            Assert.Contains(source[from..to], page, StringComparison.Ordinal);
        }
    }
}
