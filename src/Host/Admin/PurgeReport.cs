using ActorProxy.Actors.Purges;

namespace ActorProxy.Host.Admin;

/// <summary>How many stored responses were thrown away, or made stale.</summary>
/// <param name="Purged">On all nodes.</param>
/// <param name="Routes">By route, on all nodes.</param>
/// <param name="Nodes">By node; empty for a node without a cluster.</param>
/// <param name="Unreached">Nodes that have not answered.</param>
internal sealed record PurgeReport(
    int Purged, IReadOnlyDictionary<string, int> Routes, IReadOnlyDictionary<string, int> Nodes, IReadOnlyList<string> Unreached)
{
    public static PurgeReport Of(PurgeOutcome outcome)
    {
        var counts = outcome.Nodes.SelectMany(node => node.Counts).ToArray();
        return new PurgeReport(
            counts.Sum(count => count.Count),
            counts.GroupBy(count => count.Route).OrderBy(route => route.Key, StringComparer.Ordinal)
                .ToDictionary(route => route.Key, route => route.Sum(count => count.Count)),
            outcome.Nodes.Where(node => node.Node.Length > 0).ToDictionary(node => node.Node, node => node.Counts.Sum(count => count.Count)),
            outcome.Unreached);
    }
}
