using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Upstream;

/// <summary>The times of a pool in milliseconds, as the sweeper counts.</summary>
internal sealed record UpstreamTimes(long Send, long Read, long Tunnel, long Idle, long Age)
{
    public static UpstreamTimes Of(PoolSettings pool) => new(
        (long)pool.Timeouts.Send.TotalMilliseconds,
        (long)pool.Timeouts.Read.TotalMilliseconds,
        (long)pool.Timeouts.Tunnel.TotalMilliseconds,
        (long)pool.Connections.IdleTimeout.TotalMilliseconds,
        (long)pool.Connections.MaxAge.TotalMilliseconds);
}
