using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Clustering;

/// <summary>What a ClusterActor understands, and what it answers. Run numbers the systems, so that word of an old one is known.</summary>
internal static class ClusterProtocol
{
    /// <summary>Start the first system. Answered by <see cref="Begun"/>, or by Status.Failure when it cannot listen.</summary>
    public sealed record Begin;

    /// <summary>It listens and begins to look for others.</summary>
    public sealed record Begun(ContactPoint Self);

    /// <summary>Hand over, take leave of the others and end the system. Answered by <see cref="Left"/>.</summary>
    public sealed record Leave;

    /// <summary>It is gone.</summary>
    public sealed record Left;

    /// <summary>From the system: who is there now.</summary>
    public sealed record MembersChanged(int Run, ValueList<ClusterMember> Members);

    /// <summary>From the system: it has ended, by our will or by the verdict of the others.</summary>
    public sealed record SystemEnded(int Run);

    /// <summary>To itself: time to look who else is there.</summary>
    public sealed record LookDue(int Run);

    /// <summary>To itself: all that could be there, and those that accept a connection now, this node included in both where it is one.</summary>
    public sealed record Looked(int Run, ValueList<ContactPoint> Known, ValueList<ContactPoint> Living);

    /// <summary>To itself: time to start another system.</summary>
    public sealed record RestartDue;
}
