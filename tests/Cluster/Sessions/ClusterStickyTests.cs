using ActorProxy.Actors.Sessions;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Sessions;

/// <summary>Sticky sessions through any of several nodes.</summary>
public sealed class ClusterStickyTests : IAsyncLifetime
{
    private readonly FaultyOrigin[] _origins = [FaultyOrigin.Answering("a"), FaultyOrigin.Answering("b"), FaultyOrigin.Answering("c")];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var origin in _origins)
            await origin.DisposeAsync();
    }

    [Theory]
    [InlineData("by = cookie")]
    [InlineData("by = \"header:X-User\"")]
    public async Task Sessions_ThroughAnyNode_ReachTheirBackend(string sticky)
    {
        await using var cluster = await StartAsync(sticky);
        var clients = Clients(60);
        var homes = await AskAllAsync(clients, cluster[0]);
        foreach (var node in cluster.Nodes)
            Assert.Equal(homes, await AskAllAsync(clients, node));
        Assert.True(homes.Distinct().Count() == 3, "The sessions are not spread.");

        var asked = cluster.Nodes.Sum(node => Counters(node).Asked);
        foreach (var node in cluster.Nodes)
            Assert.Equal(homes, await AskAllAsync(clients, node));
        Assert.Equal(asked, cluster.Nodes.Sum(node => Counters(node).Asked));
    }

    [Theory]
    [InlineData("by = cookie")]
    [InlineData("by = \"header:X-User\"")]
    public async Task Sessions_AfterTheDeathOfANode_ReachTheirBackendThroughTheOthersAndAsMembersAnew(string sticky)
    {
        await using var cluster = await StartAsync(sticky);
        var clients = Clients(60);
        var homes = await AskAllAsync(clients, cluster[2]);
        await Patience.UntilAsync(
            "what has no cookie is known to all",
            () => sticky.Contains("cookie", StringComparison.Ordinal) || cluster.Nodes.All(node => ReplicatedOn(node) == clients.Count));

        await cluster.CrashAsync(cluster[2]);
        await cluster.WaitForMembersAsync(2);
        // Keys that lived on the lost node have to be let in by their new owners before they are known there.
        Assert.Equal(homes, await AskAllAsync(clients, cluster[0]));
        Assert.Equal(homes, await AskAllAsync(clients, cluster[1]));
    }

    [Fact]
    public async Task Session_MovedThroughOneNode_IsMovedOnAll()
    {
        await using var cluster = await StartAsync("by = \"header:X-User\"");
        var client = Clients(1);
        var home = (await AskAllAsync(client, cluster[0]))[0];
        Assert.Equal(home, (await AskAllAsync(client, cluster[1]))[0]);
        var dead = _origins["abc".IndexOf(home[0], StringComparison.Ordinal)];
        dead.Refuse();
        var next = (await AskAllAsync(client, cluster[0]))[0];
        Assert.NotEqual(home, next);
        dead.Recover();

        await Patience.UntilAsync("the other node has heard of it", async () => (await AskAllAsync(client, cluster[1]))[0] == next);
        Assert.Equal(next, (await AskAllAsync(client, cluster[2]))[0]);
    }

    [Fact]
    public async Task Node_CutOff_StillServesEverySession()
    {
        await using var cluster = await StartAsync("by = cookie");
        var clients = Clients(60);
        var homes = await AskAllAsync(clients, cluster[0]);

        cluster.CutOff(cluster[2]);
        Assert.Equal(homes, await AskAllAsync(clients, cluster[2]));
        await cluster.WaitForMembersAsync(2, cluster[0], cluster[1]);
        Assert.Equal(homes, await AskAllAsync(clients, cluster[2]));
        cluster.Mend(cluster[2]);
        await cluster.WaitForMembersAsync(3);
        Assert.Equal(homes, await AskAllAsync(clients, cluster[2]));
    }

    private static SessionCounters Counters(ProxyUnderTest node) => node.Node.Supervision.Sessions.Counters;

    private static int ReplicatedOn(ProxyUnderTest node) => node.Node.Cluster!.ReplicatedSessions;

    private static List<(string User, Browser Browser)> Clients(int count) => [.. Enumerable.Range(0, count).Select(user => ($"user {user}", new Browser()))];

    private static async Task<string[]> AskAllAsync(List<(string User, Browser Browser)> clients, ProxyUnderTest node) =>
        await Task.WhenAll(clients.Select(client => client.Browser.GetAsync(node, "/", ("X-User", client.User))));

    private Task<ProxyCluster> StartAsync(string sticky) => ProxyCluster.StartAsync(3, $$"""
        proxy {
          sessions { key = "a secret for tests", ask-timeout = 5s }
          pools.site {
            backends = [{{string.Join(", ", _origins.Select(origin => $"\"{origin.Url}\""))}}]
            sticky { {{sticky}} }
            health.passive = off
          }
          routes = [{ pool = site }]
        }
        """);
}
