using System.Net;
using ActorProxy.TestKit;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Cluster.Tests.Configuration;

/// <summary>The coordinator dies in the middle of a change, on nodes that run: all of them end on one configuration, and the log says why.</summary>
public sealed class CoordinatorDeathTests : ProxyTest
{
    [Fact]
    public async Task Change_ThatNobodyWasToldToServe_IsUndoneWhenTheCoordinatorDies()
    {
        var (cluster, leader, others, change) = await StartAsync();
        var commit = cluster.Lose<Commit>((from, _) => from == leader.Name);
        // Whoever asked is told after 35 s that nobody knows; the nodes know long before.
        _ = others[0].PutConfigurationAsync(change);
        await commit.First;

        await cluster.CrashAsync(leader);
        await cluster.WaitForMembersAsync(2);

        await UntilOneSaysAsync(others, "The rollout of configuration 2 had not been decided: undone, configuration 1 stays");
        Assert.All(others, node => Assert.Equal(1, node.Epoch));
        await AssertChangesGoOnAsync(others, change);
    }

    [Fact]
    public async Task Change_ThatOneNodeServes_IsCompletedWhenTheCoordinatorDies()
    {
        var (cluster, leader, others, change) = await StartAsync();
        var commit = cluster.Lose<Commit>((from, to) => from == leader.Name && to == others[1].Name);
        // Whoever asked is told after 35 s that nobody knows; the nodes know long before.
        _ = others[0].PutConfigurationAsync(change);
        await commit.First;
        await Patience.UntilAsync("one node serves it", () => others[0].Epoch == 2);
        Assert.Equal(1, others[1].Epoch);

        await cluster.CrashAsync(leader);
        await cluster.WaitForMembersAsync(2);

        await UntilOneSaysAsync(others, "The rollout of configuration 2 had been decided: completed on");
        await Patience.UntilAsync("both serve it", () => others.All(node => node.Epoch == 2));
        await others[1].ShouldAnswerAsync("/", "second");
        await AssertChangesGoOnAsync(others, change);
    }

    private static Task UntilOneSaysAsync(ProxyUnderTest[] nodes, string words) => Patience.UntilAsync(
        $"a node says: {words}", () => nodes.Any(node => node.Log.Any(line => line.Contains(words, StringComparison.Ordinal))));

    // Nobody is left prepared for something, and no number is given twice.
    private static async Task AssertChangesGoOnAsync(ProxyUnderTest[] nodes, string change)
    {
        var (status, body) = await nodes[1].PutConfigurationAsync(change);
        Assert.True(status == HttpStatusCode.OK, body);
        await Patience.UntilAsync("both serve the next one", () => nodes.All(node => node.Epoch == 3));
        foreach (var node in nodes)
            await node.ShouldAnswerAsync("/", "second");
    }

    private async Task<(ProxyCluster Cluster, ProxyUnderTest Leader, ProxyUnderTest[] Others, string Change)> StartAsync()
    {
        var cluster = await StartClusterAsync(3, Serving(StartOrigin("first")));
        // The oldest node, which was the first that was up.
        var leader = await cluster.LeaderAsync();
        await Patience.UntilAsync("all have caught up", () => cluster.Nodes.All(node => node.Node.Cluster!.IsCaughtUp));
        return (cluster, leader, [.. cluster.Nodes.Where(node => node != leader)], Serving(StartOrigin("second")));
    }

    private static string Serving(FaultyOrigin origin) => $$"""
        proxy { pools.site.backends = ["{{origin.Url}}"], routes = [{ pool = site }] }
        """;
}
