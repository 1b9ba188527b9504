using System.Collections.Immutable;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Load.LoadShareProtocol;

namespace ActorProxy.Actors.Load;

/// <summary>
/// What all other nodes have in flight, and how much of it this node lets count. All nodes see the same difference between two backends,
/// late, and would all run to the idle one, and then all back; so in each period each takes up only its share of what changed: one
/// n-th of it for n nodes.
/// </summary>
/// <param name="Nodes">By name.</param>
/// <param name="Felt">What counts: their sum, followed slowly.</param>
internal sealed record OthersLoad(ImmutableDictionary<ContactPoint, NodeLoad> Nodes, ImmutableDictionary<BackendKey, double> Felt)
{
    // A node that has requests speaks every third period at least.
    private const int Patience = 5;

    // What is followed slowly never gets to zero: below a quarter of a request there is none left.
    private const double Nothing = 0.25;

    // No node has more, and sums with weights do not overflow.
    private const int Most = 1 << 24;

    public static OthersLoad None { get; } =
        new(ImmutableDictionary<ContactPoint, NodeLoad>.Empty, ImmutableDictionary<BackendKey, double>.Empty);

    public OthersLoad On(ContactPoint node, LoadTold message) =>
        this with { Nodes = Nodes.SetItem(node, Nodes.GetValueOrDefault(node, NodeLoad.Unheard).On(message)) };

    /// <summary>A period is over: nodes that were silent for too long, or that do not work any more, do not count from now on.</summary>
    /// <param name="working">The nodes that work and answer, this one too.</param>
    public OthersLoad On(IReadOnlyCollection<ContactPoint> working)
    {
        var nodes = Nodes.Where(node => working.Contains(node.Key) && node.Value.Quiet < Patience)
            .ToImmutableDictionary(node => node.Key, node => node.Value with { Quiet = node.Value.Quiet + 1 });
        return new OthersLoad(nodes, Follow(Sums(nodes.Values), 1.0 / Math.Max(working.Count, 1)));
    }

    /// <summary>Requests that count as being in flight through other nodes.</summary>
    public int Of(BackendKey backend) => (int)Math.Min(Math.Round(Felt.GetValueOrDefault(backend)), Most);

    private ImmutableDictionary<BackendKey, double> Follow(Dictionary<BackendKey, double> sums, double share) => sums.Keys.Union(Felt.Keys)
        .Select(key => KeyValuePair.Create(key, Followed(Felt.GetValueOrDefault(key), sums.GetValueOrDefault(key), share)))
        .Where(count => count.Value >= Nothing || sums.ContainsKey(count.Key))
        .ToImmutableDictionary();

    private static double Followed(double felt, double sum, double share) => felt + ((sum - felt) * share);

    private static Dictionary<BackendKey, double> Sums(IEnumerable<NodeLoad> nodes)
    {
        var sums = new Dictionary<BackendKey, double>();
        foreach (var (key, count) in nodes.SelectMany(node => node.Counts))
            sums[key] = sums.GetValueOrDefault(key) + count;
        return sums;
    }
}
