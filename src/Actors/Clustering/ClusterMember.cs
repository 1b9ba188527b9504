using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Clustering;

/// <summary>A node as this one sees it.</summary>
/// <param name="Address">Its name among the nodes.</param>
/// <param name="Status">joining, up, leaving, exiting, down: in the words of the membership protocol.</param>
/// <param name="Roles">From its configuration.</param>
/// <param name="IsReachable">Whether its heartbeats arrive.</param>
public sealed record ClusterMember(ContactPoint Address, string Status, ValueList<string> Roles, bool IsReachable);
