using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Health;

/// <summary>
/// Which node probes a backend, and which one is asked before a verdict turns: the two highest of the hashes of node and backend, so that
/// nodes that see the same others agree without a word, and a node that goes takes only its own duties along.
/// </summary>
internal readonly record struct HealthDuty(ContactPoint Prober, ContactPoint? Second)
{
    public static HealthDuty Of(IEnumerable<ContactPoint> nodes, string pool, string backend)
    {
        var order = nodes.OrderByDescending(node => StableHash.Of($"{pool} {backend} {node}")).ThenBy(node => node).Take(2).ToArray();
        return new HealthDuty(order[0], order.Length > 1 ? order[1] : null);
    }
}
