using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Akka.Remote.Transport;

namespace ActorProxy.TestKit;

/// <summary>
/// Several nodes in the process of the test, whose links can be cut and mended. The configuration is the same for all; each gets
/// its own ports.
/// </summary>
public sealed class ProxyCluster : IAsyncDisposable
{
    // The adapter through which links are cut. Leaving takes no longer than it must.
    private const string Links = """

        akka.remote.dot-netty.tcp.applied-adapters = ["trttl"]
        akka.coordinated-shutdown.phases {
          cluster-sharding-shutdown-region.timeout = 2s, cluster-exiting.timeout = 1s, cluster-exiting-done.timeout = 1s
        }
        """;

    private readonly List<ProxyUnderTest> _nodes = [];
    private readonly string _hocon;
    private readonly string _seeds;

    private ProxyCluster(string hocon, string seeds) => (_hocon, _seeds) = (hocon, seeds);

    /// <summary>In the order in which they were started.</summary>
    public IReadOnlyList<ProxyUnderTest> Nodes => _nodes;

    /// <summary>A node by its place, from 0.</summary>
    public ProxyUnderTest this[int index] => _nodes[index];

    /// <summary>Starts so many nodes and returns when each of them sees all.</summary>
    /// <param name="nodes">How many.</param>
    /// <param name="hocon">What they share.</param>
    public static async Task<ProxyCluster> StartAsync(int nodes, string hocon)
    {
        var ports = FreePorts.Take(nodes);
        var seeds = string.Join(", ", ports.Select(port => $"\"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}\""));
        var cluster = new ProxyCluster(hocon, seeds);
        foreach (var port in ports)
            await cluster.AddAsync(port);
        await cluster.WaitForMembersAsync(nodes);
        return cluster;
    }

    /// <summary>Starts another node, which joins by itself.</summary>
    public async Task<ProxyUnderTest> AddAsync(int port = 0, string own = "")
    {
        var node = await ProxyUnderTest.StartAsync($$"""
            {{_hocon}}
            {{Links}}
            proxy.cluster { address = "127.0.0.1:{{port.ToString(CultureInfo.InvariantCulture)}}", seeds = [{{_seeds}}] }
            {{own}}
            """);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Returns when each of these nodes, or of all, sees exactly so many members that work and answer.</summary>
    public Task WaitForMembersAsync(int count, params ProxyUnderTest[] nodes) => Patience.UntilAsync(
        $"each node sees {count} members",
        () => (nodes.Length > 0 ? nodes : [.. _nodes]).All(node => node.View.IsUp && node.View.Working.Count() == count && node.View.Members.Count == count));

    /// <summary>Cuts every link between a node and the others: nothing arrives any more, and nobody is told.</summary>
    public Task CutOffAsync(ProxyUnderTest node) => SetLinksAsync(node, Blackhole.Instance);

    /// <summary>Mends what <see cref="CutOffAsync"/> cut.</summary>
    public Task MendAsync(ProxyUnderTest node) => SetLinksAsync(node, Unthrottled.Instance);

    /// <summary>
    /// What others see of a process that dies: its cluster port is silent at once and for ever. Requests are not served by it any more.
    /// </summary>
    public async Task CrashAsync(ProxyUnderTest node)
    {
        ArgumentNullException.ThrowIfNull(node);
        await CutOffAsync(node);
        _nodes.Remove(node);
        await node.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));

    private async Task SetLinksAsync(ProxyUnderTest node, ThrottleMode mode)
    {
        ArgumentNullException.ThrowIfNull(node);
        foreach (var other in _nodes.Where(other => other != node))
        {
            await SetLinkAsync(node, other, mode);
            await SetLinkAsync(other, node, mode);
        }
    }

    private static async Task SetLinkAsync(ProxyUnderTest from, ProxyUnderTest to, ThrottleMode mode)
    {
        if (from.ClusterActors is not ExtendedActorSystem system || system.WhenTerminated.IsCompleted)
            return;
        var self = Cluster.Get(system).SelfAddress;
        var address = new Address(self.Protocol, self.System, to.Node.Cluster!.Self.Host, to.Node.Cluster.Self.Port);
        var transport = ((IRemoteActorRefProvider)system.Provider).Transport;
        await transport.ManagementCommand(new SetThrottle(address, ThrottleTransportAdapter.Direction.Both, mode)).WaitAsync(Patience.Limit);
    }
}
