using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Purges;

/// <summary>What one node has thrown away.</summary>
/// <param name="Node">Its name among the nodes.</param>
/// <param name="Counts">By route.</param>
public sealed record NodePurge(string Node, ValueList<PurgeCount> Counts);
