using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Pools;

/// <summary>The way to one backend: its connections. The actors know only that it can be configured, probed and retired.</summary>
public interface IUpstream
{
    /// <summary>
    /// Takes up new settings for the same address and TLS settings, from the next connection or exchange on. Called by one
    /// thread at a time while others use the connections.
    /// </summary>
    void Configure(PoolSettings pool, BackendSettings backend);

    /// <summary>One health probe on a connection of its own. Never throws for what the backend does.</summary>
    Task<ProbeResult> ProbeAsync(ActiveHealthSettings settings, CancellationToken cancel);

    /// <summary>Closes idle connections; those in use are closed when their request ends. Called once, when the backend leaves.</summary>
    void Retire();
}

/// <summary>Makes the way to a backend.</summary>
public interface IUpstreamFactory
{
    /// <summary>Opens no connection yet.</summary>
    IUpstream Create(PoolSettings pool, BackendSettings backend);
}

/// <summary>What a probe found.</summary>
/// <param name="Passed">Whether the backend passes.</param>
/// <param name="Reason">For people: what came back, or what went wrong.</param>
/// <param name="IsKnown">False when the probe could not be made, by no fault of the backend: then it says nothing.</param>
public sealed record ProbeResult(bool Passed, string Reason, bool IsKnown = true);
