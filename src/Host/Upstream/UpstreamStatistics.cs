namespace ActorProxy.Host.Upstream;

/// <summary>Counters of one backend's connections.</summary>
/// <param name="Opened">Connections made so far.</param>
/// <param name="Reused">Requests that found an idle connection, so far.</param>
/// <param name="Idle">Connections idle now.</param>
internal readonly record struct UpstreamStatistics(long Opened, long Reused, int Idle);
