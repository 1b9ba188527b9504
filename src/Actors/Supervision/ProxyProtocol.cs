using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Supervision;

/// <summary>What a ProxyActor understands, and what it answers.</summary>
internal static class ProxyProtocol
{
    /// <summary>
    /// Serve by these settings from now on. Answered by <see cref="Applied"/>, or by Status.Failure with nothing changed.
    /// </summary>
    public sealed record Apply(ProxySettings Settings, long? Epoch = null);

    /// <summary>Every request that begins now is served by the table of this epoch, or a later one.</summary>
    public sealed record Applied(long Epoch);

    /// <summary>Take a backend out of use, or back. Answered by <see cref="DrainSet"/> once its pool's picker says so.</summary>
    public sealed record SetDrain(string Pool, string Backend, bool On);

    /// <summary>Whether there is such a backend.</summary>
    public sealed record DrainSet(bool Found);
}
