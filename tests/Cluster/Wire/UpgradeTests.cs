using System.Net;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Settings;
using ActorProxy.TestKit;
using Akka.Actor;

namespace ActorProxy.Cluster.Tests.Wire;

/// <summary>Nodes of two versions in one cluster, as in the middle of an upgrade; and peers that are no nodes at all.</summary>
public sealed class UpgradeTests
{
    private const string Alone = """proxy.cluster { address = "127.0.0.1:0" }""";

    [Fact]
    public async Task NextVersion_InACluster_IsAMemberAndUnderstoodAsFarAsThisVersionCan()
    {
        await using var old = await ProxyUnderTest.StartAsync(Alone);
        await Patience.UntilAsync("the old node is a member", () => old.View.IsUp);
        using var next = Strangers.Next();
        var info = new NodeInfo("2.0", WireFormat.Version + 1, 7, true, "", ValueList.Of(Enumerable.Repeat("web=1", 1)), "");
        next.ActorOf(Props.Create(() => new NodeActor(() => info)), NodeActor.Name);

        await Akka.Cluster.Cluster.Get(next).JoinAsync(Address.Parse($"akka.tcp://{ClusterRuntime.SystemName}@{old.Name}"), CancellationToken.None);
        await Patience.UntilAsync("the old node sees the new one", () => old.View.Working.Count() == 2);

        var answers = await old.Node.Cluster!.AskNodesAsync();
        Assert.Equal(info, answers.Single(answer => answer.Member.Address != old.Node.Cluster.Self).Info);
        await next.Terminate();
    }

    [Fact]
    public Task Guard_WhereAMemberDoesNotKnowOfIt_IsRefusedAndNamesIt() => WithAMemberAsync(GuardWire.Since - 1, async (node, older) =>
    {
        var (status, body) = await node.PutConfigurationAsync(Alone, more: "guard=10s");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains($"these are older or do not answer: {older};", body, StringComparison.Ordinal);
        Assert.Equal(1, node.Epoch);
    });

    [Fact]
    public Task TrialByHand_WhereAMemberDoesNotKnowOfIt_IsRefusedAndNamesIt() => WithAMemberAsync(GuardWire.EndsSince - 1, async (node, older) =>
    {
        using var answer = await node.Admin.PostAsync(new Uri("/api/config/trial/undo", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"these are older: {older};", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Message_ThatOnlyTheNextVersionKnows_IsDroppedAndTheOthersStillArrive()
    {
        await using var old = await ProxyUnderTest.StartAsync(Alone);
        using var next = Strangers.Next();

        next.NodeOf(old).Tell(new News("for those who can read it"));

        // In order on one connection, so that the answer proves that the message before it did no harm.
        Assert.NotEmpty(await VersionAsync(old));
        await old.SaysAsync("n9");
        await next.Terminate();

        async Task<string> VersionAsync(ProxyUnderTest node)
        {
            // The next version reads this version's answer by its own codec.
            var answer = await next.NodeOf(node).Ask<NodeInfo>(new NodeProtocol.AskNode(), Patience.Limit);
            return $"{answer}";
        }
    }

    [Fact]
    public async Task Json_WithTypeNames_IsNeverReadAndHarmsNobody()
    {
        await using var node = await ProxyUnderTest.StartAsync(Alone);
        using var stranger = Strangers.Plain();

        stranger.NodeOf(node).Tell(new Bait("x"));

        await node.SaysAsync("JSON");
        Assert.Equal(0, Bait.Made);
        await Patience.UntilAsync("the node is a member", () => node.View.IsUp);
        await stranger.Terminate();
    }

    private static async Task WithAMemberAsync(int protocol, Func<ProxyUnderTest, string, Task> test)
    {
        await using var node = await ProxyUnderTest.StartAsync(Alone);
        await Patience.UntilAsync("the node is a member", () => node.View.IsUp);
        using var older = Strangers.Next();
        var info = new NodeInfo("0.9", protocol, 1, true, "", ValueList.Empty<string>(), "");
        older.ActorOf(Props.Create(() => new NodeActor(() => info)), NodeActor.Name);
        await Akka.Cluster.Cluster.Get(older).JoinAsync(Address.Parse($"akka.tcp://{ClusterRuntime.SystemName}@{node.Name}"), CancellationToken.None);
        await Patience.UntilAsync("the node sees the older one", () => node.View.Working.Count() == 2);

        var self = Akka.Cluster.Cluster.Get(older).SelfAddress;
        await test(node, $"{self.Host}:{self.Port}");
        await older.Terminate();
    }

    private sealed class Bait
    {
        public Bait(string text) => Text = text;

        public static int Made { get; private set; }

        public string Text
        {
            get => field;
            set
            {
                field = value;
                Made += value.Length > 1 ? 1 : 0;
            }
        }
    }
}
