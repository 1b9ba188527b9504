using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Purges;

/// <summary>What became of a purge on all nodes.</summary>
/// <param name="Nodes">Those on which it is in force.</param>
/// <param name="Unreached">Those that have not said so in time.</param>
public sealed record PurgeOutcome(ValueList<NodePurge> Nodes, ValueList<string> Unreached);
