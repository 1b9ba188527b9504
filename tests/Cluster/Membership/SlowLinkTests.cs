using System.Net;
using System.Net.Http.Json;
using ActorProxy.Actors.Sessions;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Membership;

/// <summary>Nodes that are far from each other.</summary>
public sealed class SlowLinkTests : ProxyTest
{
    private static readonly TimeSpan Far = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Nodes_FarFromEachOther_AgreeOnSessionsConfigurationsAndPurges()
    {
        var (first, second) = (StartOrigin("first", "Cache-Control: max-age=1000"), StartOrigin("second", "Cache-Control: max-age=1000"));
        var cluster = await StartClusterAsync(3, Configuration(first, second, "30s"));
        cluster.Delay(Far);

        var browsers = Enumerable.Range(0, 10).Select(_ => new Browser()).ToArray();
        var homes = await Task.WhenAll(browsers.Select(browser => browser.GetAsync(cluster[0], "/basket")));
        foreach (var node in cluster.Nodes)
            Assert.Equal(homes, await Task.WhenAll(browsers.Select(browser => browser.GetAsync(node, "/basket"))));
        Assert.All(cluster.Nodes, node => Assert.Equal(0, Counters(node).Late));

        var (status, body) = await cluster[1].PutConfigurationAsync(Configuration(first, second, "20s"));
        Assert.True(status == HttpStatusCode.OK, body);
        await Patience.UntilAsync("all serve it", () => cluster.Nodes.All(node => node.Epoch == 2));

        await cluster[0].ShouldAnswerAsync("/page", HttpStatusCode.OK);
        var before = first.Requests + second.Requests;
        using var purge = await cluster[2].Admin.PostAsJsonAsync("/api/cache/purge", new { all = true, route = "pages" });
        Assert.True(purge.IsSuccessStatusCode, await purge.Content.ReadAsStringAsync());
        await cluster[0].ShouldAnswerAsync("/page", HttpStatusCode.OK);
        Assert.Equal(before + 1, first.Requests + second.Requests);
        Assert.All(cluster.Nodes, node => Assert.Equal(3, node.View.Working.Count()));
    }

    [Fact]
    public async Task Session_WhoseOwnerIsTooFarToAnswerInTime_GoesByItsCookieOrWhereEveryNodeWouldSendIt()
    {
        var (first, second) = (StartOrigin("first"), StartOrigin("second"));
        var cluster = await StartClusterAsync(3, Configuration(first, second, "50ms"));
        var browsers = Enumerable.Range(0, 10).Select(_ => new Browser()).ToArray();
        var homes = await Task.WhenAll(browsers.Select(browser => browser.GetAsync(cluster[0], "/basket")));
        cluster.Delay(Far);
        Assert.Equal(homes, await Task.WhenAll(browsers.Select(browser => browser.GetAsync(cluster[1], "/basket"))));
        Assert.True(Counters(cluster[1]).Late > 0, "Nobody was too far.");

        // Without a cookie, of those whose owner neither node could wait for.
        var both = 0;
        for (var user = 0; user < 24; user++)
        {
            var (here, isHereLate) = await AskAsync(cluster[0], $"user {user}");
            var (there, isThereLate) = await AskAsync(cluster[1], $"user {user}");
            if (!isHereLate || !isThereLate)
                continue;
            Assert.Equal(here, there);
            both++;
        }

        Assert.True(both > 0, "All were near to one of the nodes.");
    }

    private static async Task<(string Home, bool IsLate)> AskAsync(ProxyUnderTest node, string user)
    {
        var late = Counters(node).Late;
        return (await new Browser().GetAsync(node, "/user", ("X-User", user)), Counters(node).Late > late);
    }

    private static SessionCounters Counters(ProxyUnderTest node) => node.Node.Supervision.Sessions.Counters;

    private static string Configuration(FaultyOrigin first, FaultyOrigin second, string askTimeout) => $$"""
        proxy {
          sessions { key = "a secret for tests", ask-timeout = {{askTimeout}} }
          pools {
            baskets { backends = ["{{first.Url}}", "{{second.Url}}"], sticky { by = cookie } }
            users { backends = ["{{first.Url}}", "{{second.Url}}"], sticky { by = "header:X-User" } }
            pages { backends = ["{{first.Url}}"] }
          }
          routes = [
            { name = baskets, path = "/basket", pool = baskets }
            { name = users, path = "/user", pool = users }
            { name = pages, path = "/page", pool = pages, cache {} }
          ]
        }
        """;
}
