using System.Net;
using System.Text.Json;
using ActorProxy.Actors.Clustering;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Configuration;

/// <summary>A configuration that one node tries out for all.</summary>
public sealed class GuardedRolloutTests : TwoConfigurations
{
    private const string LongTrial = "guard=50s&guard-requests=10&guard-ejections=1000";

    [Fact]
    public async Task Trial_ThatGoesWell_IsFollowedByAllNodes()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var put = cluster[0].PutConfigurationAsync(Serving(Second), more: "guard=3s&guard-requests=10");
        var canary = await CanaryAsync(cluster);
        Assert.All(cluster.Nodes, node => Assert.Equal(node == canary ? 2 : 1, node.Epoch));

        var (status, body) = await SendWhileAsync(put, cluster.Nodes);

        Assert.True(status == HttpStatusCode.OK, body);
        var watched = JsonDocument.Parse(body).RootElement.GetProperty("watched");
        Assert.Equal((canary.Name, 0, 0), (watched.GetProperty("node").GetString(), watched.GetProperty("errors").GetInt32(), watched.GetProperty("ejections").GetInt32()));
        Assert.True(watched.GetProperty("requests").GetInt32() >= 10, body);
        await AssertAllServeAsync(cluster, epoch: 2, "second");
        Assert.All(cluster.Nodes, node => Assert.Equal([2, 1], node.Node.Control.History.Select(version => version.Epoch)));
        await (await cluster.LeaderAsync()).SaysAsync($"Configuration 2 has stood its trial on {canary.Name}");
    }

    [Fact]
    public async Task Trial_WithErrors_IsUndoneAtOnceAndAnsweredWithTheFigures()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        Second.Burst(500, int.MaxValue);
        var put = cluster[1].PutConfigurationAsync(Serving(Second), more: LongTrial);
        var canary = await CanaryAsync(cluster);

        var (status, body) = await SendWhileAsync(put, cluster.Nodes);

        Assert.True(status == HttpStatusCode.Conflict, body);
        var answer = JsonDocument.Parse(body).RootElement;
        Assert.Contains("responses were 5xx, and 5% are borne", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains(canary.Name, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        var watched = answer.GetProperty("watched");
        Assert.Equal((1, canary.Name), (answer.GetProperty("epoch").GetInt32(), watched.GetProperty("node").GetString()));
        Assert.True(watched.GetProperty("errorRate").GetDouble() > 0.5 && watched.GetProperty("seconds").GetDouble() < 50, body);
        await AssertAllServeAsync(cluster, epoch: 1, "first");
        Assert.All(cluster.Nodes, node => Assert.Single(node.Node.Control.History));
        await (await cluster.LeaderAsync()).SaysAsync("The rollout of configuration 2 is undone, 1 stays on all nodes");

        (status, body) = await cluster[2].PutConfigurationAsync(Serving(First));
        Assert.True(status == HttpStatusCode.OK, body);
        await AssertAllServeAsync(cluster, epoch: 3, "first");
    }

    [Fact]
    public async Task Coordinator_ThatDiesDuringATrial_IsFollowedByOneThatUndoesIt()
    {
        var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        Task put;
        await using (cluster)
        {
            var leader = await cluster.LeaderAsync();
            var author = cluster.Nodes.Last(node => node != leader);
            put = author.PutConfigurationAsync(Serving(Second), more: LongTrial);
            var canary = await CanaryAsync(cluster);
            Assert.NotEqual(leader, canary);

            await cluster.CrashAsync(leader);
            await cluster.WaitForMembersAsync(2);

            await AssertAllServeAsync(cluster, epoch: 1, "first");
            await (await cluster.LeaderAsync()).SaysAsync("The rollout of configuration 2 had not been decided: undone");
            await canary.SaysAsync("The trial of configuration 2 is undone here, 1 is served again");
            Assert.All(cluster.Nodes, node => Assert.Single(node.Node.Control.History));
        }

        // It was told that nobody knows, or cut off; it did not wait for the rest of the trial.
        await Record.ExceptionAsync(() => put);
    }

    [Fact]
    public async Task Canary_CutOff_GoesBackByItselfAndSoDoesTheRollout()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var leader = await cluster.LeaderAsync();
        var put = leader.PutConfigurationAsync(Serving(Second), more: LongTrial);
        var canary = await CanaryAsync(cluster);

        cluster.CutOff(canary);

        await Patience.UntilAsync("the canary serves what was decided", () => canary.Epoch == 1);
        Assert.Equal("first", await canary.Client.GetStringAsync("/"));
        var (status, body) = await put;
        Assert.True(status == HttpStatusCode.Conflict, body);
        Assert.Contains("left or was given up while it had the trial", body, StringComparison.Ordinal);

        cluster.Mend(canary);
        await cluster.WaitForMembersAsync(3);
        await AssertAllServeAsync(cluster, epoch: 1, "first");
    }

    [Fact]
    public async Task Node_ThatJoinsDuringATrial_ServesWhatWasDecidedAndThenWhatIs()
    {
        await using var cluster = await ProxyCluster.StartAsync(2, Serving(First));
        var put = cluster[0].PutConfigurationAsync(Serving(Second), more: "guard=8s");
        await CanaryAsync(cluster);

        var late = await cluster.AddAsync();
        await Patience.UntilAsync("the late node has caught up", () => late.Node.Cluster!.IsCaughtUp);

        var (status, body) = await put;
        Assert.True(status == HttpStatusCode.OK, body);
        Assert.Contains("fewer than 100 requests", body, StringComparison.Ordinal);
        await AssertAllServeAsync(cluster, epoch: 2, "second");
    }

    [Fact]
    public async Task Guard_WhenAQuestionAboutItGetsLost_IsNotRefused()
    {
        await using var cluster = await ProxyCluster.StartAsync(2, Serving(First));
        var asked = 0;
        var lost = cluster.Lose<NodeProtocol.AskNode>((from, _) => from == cluster[0].Name && ++asked == 1);

        var (status, body) = await cluster[0].PutConfigurationAsync(Serving(Second), more: "guard=1s");

        await lost.First;
        Assert.True(status == HttpStatusCode.OK, body);
        Assert.InRange(asked, 2, int.MaxValue);
    }

    [Fact]
    public async Task Cluster_OfOneNode_TriesOutOnThatNode()
    {
        await using var cluster = await ProxyCluster.StartAsync(1, Serving(First));
        Second.Burst(500, int.MaxValue);
        var (status, body) = await SendWhileAsync(cluster[0].PutConfigurationAsync(Serving(Second), more: LongTrial), cluster.Nodes);
        Assert.True(status == HttpStatusCode.Conflict, body);
        await AssertAllServeAsync(cluster, epoch: 1, "first");

        Second.Recover();
        (status, body) = await cluster[0].PutConfigurationAsync(Serving(Second), more: "guard=1s");
        Assert.True(status == HttpStatusCode.OK, body);
        await AssertAllServeAsync(cluster, epoch: 3, "second");
    }

    // Live traffic on every node until the answer is there.
    private static async Task<T> SendWhileAsync<T>(Task<T> answer, IReadOnlyList<ProxyUnderTest> nodes)
    {
        while (!answer.IsCompleted)
        {
            foreach (var node in nodes)
                (await node.Client.GetAsync(new Uri("/", UriKind.Relative))).Dispose();
        }

        return await answer;
    }
}
