using ActorProxy.Actors.Clustering;

namespace ActorProxy.Actors.Health;

/// <summary>What a HealthShareActor understands, beside a <see cref="HealthDigest"/>.</summary>
internal static class HealthShareProtocol
{
    /// <summary>From a node that is about to change its verdict: what do you see? Answered by <see cref="ProbeSeen"/>.</summary>
    public sealed record ProbeNow(string Pool, string Backend) : IWireMessage;

    /// <summary>What a probe from here has found; not known: there is no such backend here, or none that is probed.</summary>
    public sealed record ProbeSeen(bool IsKnown, bool Passed, string Reason) : IWireMessage;

    /// <summary>To itself: time to tell the others.</summary>
    public sealed record TellDue;
}
