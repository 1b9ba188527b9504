using static ActorProxy.Actors.Pools.RouterProtocol;

namespace ActorProxy.Actors.Pools;

/// <summary>Who may be chosen in a pool, as it follows from the health that the backends publish.</summary>
internal sealed record RouterState(Pool Pool, Membership Membership)
{
    public static RouterState Resume(Pool pool, DateTimeOffset now) =>
        new(pool, Membership.Of(pool.Settings, pool.Backends, now));

    public RouterState On(HealthChanged _, DateTimeOffset now) => Resume(Pool, now);

    public RouterState On(RampDue _, DateTimeOffset now) => Resume(Pool, now);
}
