using System.Net;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Host.Admin;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Configuration;

/// <summary>A file has changed on a node that leads: all nodes serve it in the end, once, whoever dies meanwhile.</summary>
public sealed class ChangedFileTests : TwoConfigurations
{
    private const string Lead = "\nproxy.cluster.lead = on";

    [Fact]
    public async Task File_ThatWaitsBehindATrial_IsServedWhenTheCoordinatorHasDied()
    {
        var cluster = await ProxyCluster.StartAsync(3, Serving(First) + Lead);
        Task put;
        await using (cluster)
        {
            var leader = await cluster.LeaderAsync();
            put = leader.PutConfigurationAsync(Serving(First), more: "guard=10m");
            var canary = await CanaryAsync(cluster);
            var third = cluster.Nodes.Single(node => node != leader && node != canary);
            var file = Change(third);
            await UntilItWaitsAsync(third, "configuration 2 is on trial");

            await cluster.CrashAsync(leader);

            AssertApplied(await file.Within(), epoch: 3);
            await AssertAllServeAsync(cluster, epoch: 3, "second");
            Assert.All(cluster.Nodes, node => Assert.Equal([3, 1], node.Node.Control.History.Select(version => version.Epoch)));
        }

        // Its node has died.
        await Record.ExceptionAsync(() => put);
    }

    [Fact]
    public async Task File_ThatGoesOnTrial_GoesOnTrialAgainWhenTheCoordinatorHasDied()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First) + Lead + "\nproxy.guard.watch = 10m");
        var leader = await cluster.LeaderAsync();
        var author = cluster.Nodes.First(node => node != leader);
        var file = Change(author);
        await CanaryAsync(cluster);

        await cluster.CrashAsync(leader);
        await CanaryAsync(cluster, epoch: 3);

        using var kept = await author.Admin.PostAsync(new Uri("/api/config/trial/keep", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        AssertApplied(await file.Within(), epoch: 3);
        await AssertAllServeAsync(cluster, epoch: 3, "second");
    }

    [Fact]
    public async Task File_ThatIsServedAlready_IsNotMadeAgainWhenTheAnswerGotLostAndTheCoordinatorHasDied()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First) + Lead);
        var leader = await cluster.LeaderAsync();
        var author = cluster.Nodes.First(node => node != leader);
        var answer = cluster.Lose<RolloutOutcome>((from, to) => from == leader.Name && to == author.Name);
        var file = Change(author);
        await AssertAllServeAsync(cluster, epoch: 2, "second");
        await answer.First;
        Assert.False(file.IsCompleted);

        await cluster.CrashAsync(leader);

        AssertApplied(await file.Within(), epoch: 2);
        await AssertAllServeAsync(cluster, epoch: 2, "second");
        Assert.All(cluster.Nodes, node => Assert.Equal([2, 1], node.Node.Control.History.Select(version => version.Epoch)));
    }

    [Fact]
    public async Task File_OnANodeThatIsNoMember_IsServedByAllWhenItIsOneAgain()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First) + Lead);
        var lost = cluster[2];
        cluster.CutOff(lost);
        await cluster.WaitForMembersAsync(2, cluster[0], cluster[1]);
        await Patience.UntilAsync("the lost node knows that it is", () => !lost.View.IsUp);
        var file = Change(lost);
        await UntilItWaitsAsync(lost, "no member of the cluster");

        cluster.Mend(lost);

        AssertApplied(await file.Within(), epoch: 2);
        await AssertAllServeAsync(cluster, epoch: 2, "second");
    }

    private static void AssertApplied(ChangeResult result, long epoch) =>
        Assert.True((ChangeOutcome.Applied, epoch) == (result.Outcome, result.Epoch), $"{result.Outcome} {result.Epoch} {string.Join('\n', result.Errors)}");

    private static Task UntilItWaitsAsync(ProxyUnderTest node, string reason) => node.SaysAsync("site.conf waits", reason);

    private Task<ChangeResult> Change(ProxyUnderTest node)
    {
        var control = node.Node.Control;
        var text = control.History[0].Text.Replace($"{First.Url}", $"{Second.Url}", StringComparison.Ordinal);
        return control.ApplyFileAsync("site.conf", () => control.Load(text, "site.conf"));
    }
}
