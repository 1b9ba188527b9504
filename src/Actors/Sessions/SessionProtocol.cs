using ActorProxy.Actors.Clustering;

namespace ActorProxy.Actors.Sessions;

/// <summary>What a SessionActor understands, and what it answers.</summary>
internal static class SessionProtocol
{
    /// <summary>
    /// Whose is it? Answered by <see cref="Bound"/>: the binding that there is, or the one proposed when there is none or when the
    /// proposed one is newer, as a cookie may know it that has outlived an owner.
    /// </summary>
    /// <param name="Session">Which one.</param>
    /// <param name="Backend">The one proposed.</param>
    /// <param name="Generation">Of the proposal.</param>
    /// <param name="Ttl">Idle time after which it is forgotten.</param>
    /// <param name="IsReplicated">Whether no cookie would survive the owner, so that other nodes have to know.</param>
    public sealed record Claim(string Session, string Backend, int Generation, TimeSpan Ttl, bool IsReplicated) : ISessionMessage;

    /// <summary>
    /// Away from a backend that cannot be used: to another, unless somebody else was faster. Answered by <see cref="Bound"/>.
    /// </summary>
    public sealed record Rebind(string Session, string From, string To, int Generation, TimeSpan Ttl, bool IsReplicated) : ISessionMessage;

    /// <summary>It is in use, by what a node remembers. Not answered, unless the node is behind.</summary>
    public sealed record Touch(string Session, string Backend, int Generation, TimeSpan Ttl, bool IsReplicated) : ISessionMessage;

    /// <summary>It is so. To whoever asked, and on a change to every node that has asked before.</summary>
    public sealed record Bound(string Session, string Backend, int Generation) : IWireMessage;
}
