using System.Collections.Immutable;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Purges;

/// <summary>A purge on its way to the other nodes.</summary>
/// <param name="Waiting">Those whose answer is awaited.</param>
/// <param name="Unreached">Those for whom nobody waits.</param>
/// <param name="Nodes">Those on which it is in force.</param>
internal sealed record PurgeSpread(ImmutableHashSet<string> Waiting, ImmutableHashSet<string> Unreached, ImmutableList<NodePurge> Nodes)
{
    /// <summary>Whether nobody is waited for.</summary>
    public bool IsAnswered => Waiting.IsEmpty;

    /// <summary>For whoever asked.</summary>
    public PurgeOutcome Outcome => new(
        ValueList.Of(Nodes.OrderBy(node => node.Node, StringComparer.Ordinal)), ValueList.Of(Unreached.Order(StringComparer.Ordinal)));

    public PurgeSpread On(NodePurge answer) => !Waiting.Contains(answer.Node) && !Unreached.Contains(answer.Node)
        ? this
        : new PurgeSpread(Waiting.Remove(answer.Node), Unreached.Remove(answer.Node), Nodes.Add(answer));

    public PurgeSpread Lost(string node) =>
        Waiting.Contains(node) ? this with { Waiting = Waiting.Remove(node), Unreached = Unreached.Add(node) } : this;

    public PurgeSpread Ended() => this with { Waiting = [], Unreached = Unreached.Union(Waiting) };
}
