using ActorProxy.Cluster.Tests.Wire;
using ActorProxy.TestKit;
using Akka.Actor;

namespace ActorProxy.Cluster.Tests.Membership;

public sealed class TlsTests
{
    [Fact]
    public async Task Nodes_OfOneRoot_AreOneCluster()
    {
        using var nodes = new NodeCertificates();
        await using var first = await ProxyUnderTest.StartAsync(Node(nodes.Tls()));
        await Patience.UntilAsync("the first node is a member", () => first.View.IsUp);
        await using var second = await ProxyUnderTest.StartAsync(Node(nodes.Tls(), first.Name));

        await Patience.UntilAsync("both see both", () => first.View.Working.Count() == 2 && second.View.Working.Count() == 2);
    }

    [Fact]
    public async Task Node_OfAnotherRoot_IsRefused()
    {
        using var nodes = new NodeCertificates();
        using var others = new NodeCertificates("others");
        await using var first = await ProxyUnderTest.StartAsync(Node(nodes.Tls()));
        await using var second = await ProxyUnderTest.StartAsync(Node(others.Tls(nodes.CaPath), first.Name));

        await first.SaysAsync("not of our root");
        Assert.Single(first.View.Members);
        Assert.False(second.View.IsUp);
    }

    [Fact]
    public async Task Stranger_WithoutTls_IsNotHeard()
    {
        using var nodes = new NodeCertificates();
        await using var node = await ProxyUnderTest.StartAsync(Node(nodes.Tls()));
        using var stranger = Strangers.Plain();

        // Its own dead letters answer for the address that it cannot reach.
        Assert.Null((await stranger.NodeOf(node).Ask<ActorIdentity>(new Identify(1), Patience.Limit)).Subject);
        await Patience.UntilAsync("the node is a member", () => node.View.IsUp);
        await stranger.Terminate();
    }

    private static string Node(string tls, string? seed = null) => $$"""
        proxy.cluster { address = "127.0.0.1:0", tls {{tls}}, seeds = [{{(seed is null ? "" : $"\"{seed}\"")}}] }
        """;
}
