using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Configuration;

/// <summary>One configuration for all nodes.</summary>
public sealed class RolloutTests : TwoConfigurations
{
    [Fact]
    public async Task Configuration_SentToAnyNode_IsServedByAllWithItsHistory()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));

        var (status, body) = await cluster[2].PutConfigurationAsync(Serving(Second), "the second one");
        Assert.True(status == HttpStatusCode.OK, body);
        Assert.Equal(2, JsonDocument.Parse(body).RootElement.GetProperty("epoch").GetInt64());
        await AssertAllServeAsync(cluster, epoch: 2, "second");

        foreach (var node in cluster.Nodes)
        {
            var history = (await node.Admin.GetFromJsonAsync<JsonElement>("/api/config/history")).GetProperty("entries");
            Assert.Equal((2, 2L, "the second one"), (history.GetArrayLength(), history[0].GetProperty("epoch").GetInt64(), history[0].GetProperty("message").GetString()));
            var diff = await node.Admin.GetStringAsync("/api/config/diff");
            Assert.Contains($"-proxy {{ pools.site.backends = [\"{First.Url}\"]", diff, StringComparison.Ordinal);
            Assert.Contains($"+proxy {{ pools.site.backends = [\"{Second.Url}\"]", diff, StringComparison.Ordinal);
        }

        (await cluster[1].Admin.PostAsync(new Uri("/api/config/rollback", UriKind.Relative), null)).EnsureSuccessStatusCode();
        await AssertAllServeAsync(cluster, epoch: 3, "first");
    }

    [Fact]
    public async Task Configuration_ThatOneNodeCannotServe_IsServedByNoneAndSaysWhichAndWhy()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        // All are on one machine, and one port has room for one.
        var port = FreePorts.Take(1)[0];
        var (status, body) = await cluster[0].PutConfigurationAsync($$"""
            {{Serving(Second)}}
            proxy.listeners.more.address = "127.0.0.1:{{port}}"
            """);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var errors = JsonDocument.Parse(body).RootElement.GetProperty("errors").EnumerateArray().ToArray();
        Assert.Equal(2, errors.Length);
        Assert.All(errors, error =>
        {
            Assert.Contains($"127.0.0.1:{port}", error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Contains(error.GetProperty("node").GetString(), cluster.Nodes.Select(node => node.Name));
        });
        await AssertAllServeAsync(cluster, epoch: 1, "first");
        Assert.All(cluster.Nodes, node => Assert.DoesNotContain("more", node.Node.Endpoints.Keys));

        (status, body) = await cluster[1].PutConfigurationAsync(Serving(Second));
        Assert.True(status == HttpStatusCode.OK, body);
        await AssertAllServeAsync(cluster, epoch: 3, "second");
    }

    [Fact]
    public async Task Configuration_WithErrors_ComesBackWithTheErrorsOfEveryNode()
    {
        await using var cluster = await ProxyCluster.StartAsync(2, Serving(First));
        var (status, body) = await cluster[1].PutConfigurationAsync("proxy.pols {}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(2, JsonDocument.Parse(body).RootElement.GetProperty("errors").GetArrayLength());
        await AssertAllServeAsync(cluster, epoch: 1, "first");
    }

    [Fact]
    public async Task IfMatch_WithAnEpochThatIsOver_ChangesNothing()
    {
        await using var cluster = await ProxyCluster.StartAsync(2, Serving(First));
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/config") { Content = new StringContent(Serving(Second)) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"7\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await cluster[1].Admin.SendAsync(request)).StatusCode);
        await AssertAllServeAsync(cluster, epoch: 1, "first");
    }

    [Fact]
    public async Task Node_ThatWasAway_ServesWhatAllServeBeforeItIsReady()
    {
        await using var cluster = await ProxyCluster.StartAsync(2, Serving(First));
        var (status, body) = await cluster[0].PutConfigurationAsync(Serving(Second));
        Assert.True(status == HttpStatusCode.OK, body);

        var late = await cluster.AddAsync();
        await Patience.UntilAsync("the late node is ready", async () => (await late.Admin.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode);

        Assert.Equal((2, "second"), (late.Epoch, await late.Client.GetStringAsync("/")));
        Assert.Equal(2, (await late.Admin.GetFromJsonAsync<JsonElement>("/api/config/history")).GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Node_CutOff_ChangesNothingAloneAndTakesUpWhatItMissed()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var lost = cluster[2];
        cluster.CutOff(lost);
        await cluster.WaitForMembersAsync(2, cluster[0], cluster[1]);

        var (status, body) = await cluster[0].PutConfigurationAsync(Serving(Second));
        Assert.True(status == HttpStatusCode.OK, body);
        await Patience.UntilAsync("the lost node knows that it is", () => !lost.View.IsUp);
        (status, _) = await lost.PutConfigurationAsync(Serving(First));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal((1, "first"), (lost.Epoch, await lost.Client.GetStringAsync("/")));

        cluster.Mend(lost);
        await cluster.WaitForMembersAsync(3);
        await AssertAllServeAsync(cluster, epoch: 2, "second");
    }

    [Fact]
    public async Task Coordinator_ThatDiesBetweenChanges_IsFollowedByAnother()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var leader = await cluster.LeaderAsync();
        await cluster.CrashAsync(leader);
        await cluster.WaitForMembersAsync(2);

        await Patience.UntilAsync("a change is made", async () => (await cluster[0].PutConfigurationAsync(Serving(Second))).Status == HttpStatusCode.OK);
        await AssertAllServeAsync(cluster, cluster[0].Epoch, "second");
    }

    [Fact]
    public async Task CookieKey_ThatNobodyChose_IsTheSameOnAllNodes()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, $$"""
            proxy {
              pools.site { backends = ["{{First.Url}}", "{{Second.Url}}"], sticky { by = cookie } }
              routes = [{ pool = site }]
            }
            """);
        await Patience.UntilAsync("all nodes have caught up", () => cluster.Nodes.All(node => node.Node.Cluster!.IsCaughtUp));
        for (var client = 0; client < 5; client++)
        {
            var browser = new Browser();
            var home = await browser.GetAsync(cluster[0]);
            Assert.Equal(home, await browser.GetAsync(cluster[1]));
            Assert.Equal(home, await browser.GetAsync(cluster[2]));
            Assert.Empty(browser.LastSetCookie);
        }
    }
}
