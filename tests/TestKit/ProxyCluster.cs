using System.Globalization;
using ActorProxy.Actors.Clustering;
using ActorProxy.TestKit.Links;

namespace ActorProxy.TestKit;

/// <summary>
/// Several nodes in the process of the test, whose links can be cut, slowed down and healed. The configuration is the same for all; each gets
/// its own ports.
/// </summary>
public sealed class ProxyCluster : IAsyncDisposable
{
    // A node that dies is given up sooner than a network that stutters would allow, and leaving takes no longer than it must. On sockets, for
    // io_uring has its threads for the whole process: all nodes would share them, and one node could hold up another as no process can.
    private const string Defaults = """

        proxy.transport = sockets
        proxy.cluster.stable-after = 1s
        akka.coordinated-shutdown.phases {
          cluster-sharding-shutdown-region.timeout = 2s, cluster-exiting.timeout = 1s, cluster-exiting-done.timeout = 1s
        }
        """;

    private readonly List<ProxyUnderTest> _nodes = [];
    private readonly LinkTable _links = new();
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
            {{Defaults}}
            {{_hocon}}
            {{LinkTransport.Hocon(_links)}}
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

    /// <summary>Returns the node that leads rollouts, when there is one.</summary>
    public async Task<ProxyUnderTest> LeaderAsync()
    {
        ProxyUnderTest? leader = null;
        await Patience.UntilAsync(
            "one node leads rollouts",
            () => (leader = _nodes.SingleOrDefault(node => node.Log.Any(line => line.Contains("leads rollouts", StringComparison.Ordinal)))) is not null);
        return leader!;
    }

    /// <summary>Cuts every link between a node and the others: nothing arrives any more, and nobody is told.</summary>
    public void CutOff(ProxyUnderTest node) => ForLinksOf(node, link => link with { IsCut = true });

    /// <summary>Mends what <see cref="CutOff"/> cut.</summary>
    public void Mend(ProxyUnderTest node) => ForLinksOf(node, link => link with { IsCut = false });

    /// <summary>Cuts one direction: what the one sends does not reach the other.</summary>
    public void Cut(ProxyUnderTest from, ProxyUnderTest to) => Set(from, to, link => link with { IsCut = true });

    /// <summary>What the one sends reaches the other so much later.</summary>
    public void Delay(ProxyUnderTest from, ProxyUnderTest to, TimeSpan pause) => Set(from, to, link => link with { Pause = pause });

    /// <summary>Everything that nodes send to each other takes so long.</summary>
    public void Delay(TimeSpan pause)
    {
        foreach (var node in _nodes)
            ForLinksOf(node, link => link with { Pause = pause });
    }

    /// <summary>All links are whole and fast again.</summary>
    public void Heal() => _links.Heal();

    /// <summary>
    /// What others see of a process that dies: its cluster port is silent at once and for ever. Requests are not served by it any more.
    /// </summary>
    public async Task CrashAsync(ProxyUnderTest node)
    {
        ArgumentNullException.ThrowIfNull(node);
        CutOff(node);
        _nodes.Remove(node);
        await node.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        _links.Dispose();
    }

    /// <summary>From now on, messages of one kind get lost.</summary>
    /// <param name="isOnLink">Between which nodes, by name: from, to.</param>
    internal LostMessages Lose<T>(Func<string, string, bool> isOnLink)
        where T : class, IWireMessage
    {
        var codec = WireFormat.Current.Codecs.Single(codec => codec.Type == typeof(T));
        var lost = new LostMessages(WireSerializer.Number, codec.Manifest, isOnLink);
        _links.Lose(lost);
        return lost;
    }

    private void ForLinksOf(ProxyUnderTest node, Func<LinkState, LinkState> change)
    {
        foreach (var other in _nodes.Where(other => other != node))
        {
            Set(node, other, change);
            Set(other, node, change);
        }
    }

    private void Set(ProxyUnderTest from, ProxyUnderTest to, Func<LinkState, LinkState> change)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        _links.Set(from.Name, to.Name, change);
    }
}
