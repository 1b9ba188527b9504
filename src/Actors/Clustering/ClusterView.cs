using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Clustering;

/// <summary>The published snapshot of who is there. Read by anybody, replaced as a whole.</summary>
/// <param name="Phase">Of this node.</param>
/// <param name="Self">Its name; the default before it is known.</param>
/// <param name="Members">All of them, this one too; empty unless this node is one.</param>
public sealed record ClusterView(ClusterPhase Phase, ContactPoint Self, ValueList<ClusterMember> Members)
{
    /// <summary>Of a node that is alone by configuration.</summary>
    public static ClusterView None { get; } = new(ClusterPhase.Off, default, ValueList.Empty<ClusterMember>());

    /// <summary>Whether this node is a member now.</summary>
    public bool IsUp => Phase == ClusterPhase.Up;

    /// <summary>Whether it is a member, reachable or not.</summary>
    public bool Has(ContactPoint node) => Members.Any(member => member.Address == node);

    /// <summary>The members that work and answer, this one too; in the same order on every node that sees the same.</summary>
    public IEnumerable<ContactPoint> Working =>
        Members.Where(member => member.IsReachable && member.Status == "up").Select(member => member.Address).Order();
}
