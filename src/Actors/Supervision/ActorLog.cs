using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using Akka.Event;

namespace ActorProxy.Actors.Supervision;

/// <summary>Everything that the actors have to say.</summary>
internal static class ActorLog
{
    public static void MembersChanged(this ILoggingAdapter log, Pool pool, IReadOnlyList<PickerMember> before)
    {
        var left = before.Select(member => member.Backend).Except(pool.Members.Select(member => member.Backend)).ToArray();
        foreach (var backend in left)
            log.Warning("Backend {0} of pool {1} gets no new requests: {2}", backend.Id, backend.Pool, backend.Health.LastReason);

        foreach (var backend in pool.Members.Select(member => member.Backend).Except(before.Select(member => member.Backend)))
            log.Info("Backend {0} of pool {1} is in use: {2}", backend.Id, backend.Pool, backend.Health.LastReason);

        if (left.Length > 0 && pool.Members.Count == 0)
            log.Warning("Pool {0} has no backend left; its requests are answered by 503", pool.Settings.Name);
    }

    public static void TableApplied(this ILoggingAdapter log, TableChange change) => log.Info(
        "Configuration {0} is in use: {1} routes, {2} pools, {3} backends removed",
        change.After.Epoch, change.After.Settings.Routes.Count, change.After.Pools.Count, change.Removed.Count);

    public static void ChildDied(this ILoggingAdapter log, string name, TimeSpan delay) =>
        log.Warning("{0} died; its last decision stays in force, and a new one starts in {1}", name, delay.InSeconds());
}
