using System.Globalization;
using System.Text.Json;
using ActorProxy.Bench.Load.Peers;

namespace ActorProxy.Bench.Load.Nodes;

/// <summary>Some nodes of ActorProxy that are one proxy to their clients: what is measured is what all of them use together.</summary>
internal sealed class NodeGroup : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<RunningPeer> _nodes;

    private NodeGroup(string name, IReadOnlyList<RunningPeer> nodes) => (Name, _nodes) = (name, nodes);

    /// <summary>For the report.</summary>
    public string Name { get; }

    /// <summary>How many there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>Where each of them serves.</summary>
    public IReadOnlyList<Endpoint> Endpoints => [.. _nodes.Select(node => node.Endpoint)];

    /// <summary>Processor time that all of them have used so far.</summary>
    public TimeSpan Cpu => _nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.Usage.Cpu);

    /// <summary>Starts so many that know nothing of each other.</summary>
    /// <exception cref="BenchException">They do not get there.</exception>
    public static async Task<NodeGroup> StartAsync(string name, BenchRun bench, Topology topology, int count, CancellationToken cancel) =>
        new(name, await StartAsync(Enumerable.Repeat(topology, count), bench, cancel));

    /// <summary>Starts a cluster of so many and waits until each sees all.</summary>
    /// <exception cref="BenchException">They do not get there.</exception>
    public static async Task<NodeGroup> StartClusterAsync(string name, BenchRun bench, Topology topology, int count, CancellationToken cancel)
    {
        var seeds = Enumerable.Range(0, count).Select(_ => bench.Workspace.FreePort()).ToArray();
        var group = new NodeGroup(name, await StartAsync(seeds.Select(port => topology with { Node = new NodePlace(port, seeds) }), bench, cancel));
        await group.TogetherAsync(cancel);
        return group;
    }

    /// <summary>The value of a counter, summed over all.</summary>
    public async Task<long> CounterAsync(string name, CancellationToken cancel)
    {
        var pages = await Task.WhenAll(_nodes.Select(node => GetAsync(node, "/metrics", cancel)));
        return pages.Sum(page => page.Split('\n').Where(line => line.StartsWith(name + ' ', StringComparison.Ordinal))
            .Sum(line => long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture)));
    }

    /// <summary>What the first of them said last.</summary>
    public string LastWords => _nodes[0].Process.LastWords;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    // All at once: they wait for a majority of the seeds.
    private static async Task<RunningPeer[]> StartAsync(IEnumerable<Topology> topologies, BenchRun bench, CancellationToken cancel)
    {
        var starts = topologies.Select(each => bench.StartAsync(ActorProxyPeer.PlainName, each, cancel)).ToList();
        return [.. (await Task.WhenAll(starts)).Select(node => node ?? throw new BenchException("there is no actorproxy"))];
    }

    private async Task TogetherAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        foreach (var node in _nodes)
        {
            while (await MembersAsync(node, cancel) < Count)
            {
                if (limit.IsCancellationRequested)
                    throw new BenchException($"the {Count} nodes did not come together: {node.Process.LastWords}");
                await Task.Delay(Interval, cancel);
            }
        }
    }

    private static async Task<int> MembersAsync(RunningPeer node, CancellationToken cancel)
    {
        using var status = JsonDocument.Parse(await GetAsync(node, "/api/status", cancel));
        return status.RootElement.GetProperty("nodes").EnumerateArray().Count(member => member.GetProperty("status").GetString() is "up");
    }

    private static async Task<string> GetAsync(RunningPeer node, string path, CancellationToken cancel)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(node.Admin!.Value.Url(path)), cancel);
    }
}
