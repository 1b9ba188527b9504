using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ActorProxy.Host.Cli;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Caching;

/// <summary>What is purged on one node is purged on all.</summary>
public sealed class PurgeTests : IAsyncLifetime
{
    private readonly FaultyOrigin _origin = FaultyOrigin.Answering("stored", "Cache-Control: max-age=3600");
    private readonly DirectoryInfo _disk = Directory.CreateTempSubdirectory("actorproxy-disk-");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _origin.DisposeAsync();
        _disk.Delete(recursive: true);
    }

    [Fact]
    public async Task Purge_OnOneNode_EmptiesAllAndCountsEach()
    {
        await using var cluster = await StartAsync();
        foreach (var node in cluster.Nodes)
            await StoreAsync(node);

        var report = await PurgeAsync(cluster[1]);

        Assert.Empty(Unreached(report));
        Assert.Equal(3, report.GetProperty("purged").GetInt32());
        Assert.Equal(3, report.GetProperty("routes").GetProperty("site").GetInt32());
        Assert.Equal(
            cluster.Nodes.Select(node => (node.Name, 1)).Order(),
            report.GetProperty("nodes").EnumerateObject().Select(node => (node.Name, node.Value.GetInt32())).Order());
        Assert.All(cluster.Nodes, node => Assert.Equal(0, Store(node).Count));
    }

    [Fact]
    public async Task Node_GivenUpAndBack_AsksBeforeItUsesWhatWasPurged()
    {
        await using var cluster = await StartAsync();
        var lost = cluster[2];
        await StoreAsync(lost);
        cluster.CutOff(lost);

        var unreached = Unreached(await PurgeAsync(cluster[0]));
        Assert.Equal([lost.Name], unreached);
        await cluster.WaitForMembersAsync(2, cluster[0], cluster[1]);
        await Patience.UntilAsync("the lost node has another system", () => !lost.View.IsUp && lost.ClusterActors is { WhenTerminated.IsCompleted: false });
        cluster.Mend(lost);
        await cluster.WaitForMembersAsync(3);

        await UntilAskedAgainAsync(lost);
        await StoreAsync(lost);
        // Until the connection between the nodes is taken up again, a purge says that it did not reach the node.
        await Patience.UntilAsync("the node is reached", async () => Unreached(await PurgeAsync(cluster[0])).Length == 0);
        Assert.Equal(0, Store(lost).Count);
    }

    [Fact]
    public async Task Node_OutOfReachForAMoment_AsksBeforeItUsesWhatWasPurged()
    {
        await using var cluster = await StartAsync("proxy.cluster.stable-after = 60s");
        var lost = cluster[2];
        await StoreAsync(lost);
        cluster.CutOff(lost);
        var unreached = Unreached(await PurgeAsync(cluster[0]));
        Assert.Equal([lost.Name], unreached);
        cluster.Mend(lost);
        await UntilAskedAgainAsync(lost);
    }

    [Fact]
    public async Task Purge_OnANodeThatIsCutOff_NamesTheOthersAndReachesThemLater()
    {
        await using var cluster = await StartAsync();
        var lost = cluster[2];
        await StoreAsync(cluster[0]);
        cluster.CutOff(lost);
        await Patience.UntilAsync("the lost node knows that it is", () => !lost.View.IsUp);

        var unreached = Unreached(await PurgeAsync(lost));
        Assert.Equal(new[] { cluster[0].Name, cluster[1].Name }.Order(StringComparer.Ordinal), unreached);
        await Patience.UntilAsync("the lost node has another system", () => lost.ClusterActors is { WhenTerminated.IsCompleted: false });
        cluster.Mend(lost);
        await UntilAskedAgainAsync(cluster[0]);
    }

    [Fact]
    public async Task Purge_ThatTheDiskOfOneNodeRefuses_ReachesTheOthersAndSaysSo()
    {
        // A folder belongs to one process: the first node has it, the others cache in memory alone.
        await using var cluster = await StartAsync(disk: _disk.FullName);
        foreach (var node in cluster.Nodes)
            await StoreAsync(node);
        var refusing = cluster.Nodes.Single(node => Store(node).Disk is not null);
        File.Delete(Path.Combine(_disk.FullName, "bans"));
        Directory.CreateDirectory(Path.Combine(_disk.FullName, "bans"));

        using var response = await refusing.Admin.PostAsJsonAsync("/api/cache/purge", new { all = true });

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("the disk does not take it", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.All(cluster.Nodes, node => Assert.Equal(0, Store(node).Count));
    }

    [Fact]
    public async Task Command_WithANodeOutOfReach_NamesItAndFails()
    {
        await using var cluster = await StartAsync();
        await StoreAsync(cluster[0]);
        var (code, output, error) = await CommandAsync(cluster[0]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{cluster[0].Name}: 1", output, StringComparison.Ordinal);
        Assert.Contains("purged: 1", output, StringComparison.Ordinal);

        cluster.CutOff(cluster[2]);
        (code, _, error) = await CommandAsync(cluster[0]);
        Assert.Equal((1, $"not reached: {cluster[2].Name}"), (code, error.Trim()));
    }

    private static async Task<(int Code, string Output, string Error)> CommandAsync(ProxyUnderTest node)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = CacheCommand.Create().Parse(["purge", "--all", "--admin", node.Admin.BaseAddress!.ToString()]);
        parsed.InvocationConfiguration.Output = output;
        parsed.InvocationConfiguration.Error = error;
        var code = await parsed.InvokeAsync();
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<JsonElement> PurgeAsync(ProxyUnderTest node)
    {
        using var response = await node.Admin.PostAsJsonAsync("/api/cache/purge", new { all = true });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static ResponseCache Store(ProxyUnderTest node) => node.Node.Caches.All["site"].Store;

    private static string[] Unreached(JsonElement report) => [.. report.GetProperty("unreached").EnumerateArray().Select(node => node.GetString()!)];

    private async Task StoreAsync(ProxyUnderTest node)
    {
        await node.Client.GetStringAsync("/");
        var asked = _origin.Requests;
        await node.Client.GetStringAsync("/");
        Assert.Equal(asked, _origin.Requests);
    }

    // Fresh for an hour if nothing was purged; the answer to the question is fresh again.
    private async Task UntilAskedAgainAsync(ProxyUnderTest node)
    {
        var asked = _origin.Requests;
        await Patience.UntilAsync("the origin is asked", async () =>
        {
            await node.Client.GetStringAsync("/");
            return _origin.Requests > asked;
        });
    }

    private Task<ProxyCluster> StartAsync(string more = "", string disk = "") => ProxyCluster.StartAsync(3, $$"""
        proxy {
          pools.site.backends = ["{{_origin.Url}}"]
          routes = [{ name = site, pool = site, cache { peers = off, disk { path = "{{disk}}" } } }]
        }
        {{more}}
        """);
}
