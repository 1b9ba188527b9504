using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Routing;

namespace ActorProxy.Actors.Supervision;

/// <summary>A step from one table to the next: what has to be done before and after the swap.</summary>
internal sealed record TableChange(RoutingTable? Before, RoutingTable After)
{
    /// <summary>Backends that the next table does not have any more.</summary>
    public IReadOnlyList<Backend> Removed => [.. BackendsOf(Before).Except(BackendsOf(After))];

    /// <summary>
    /// Makes the next table ready to serve: kept backends take up their new settings, and each new pool chooses from
    /// the backends that are healthy now.
    /// </summary>
    public void Prepare(DateTimeOffset now, Random random)
    {
        var kept = BackendsOf(Before).ToHashSet();
        foreach (var pool in After.Pools.Values)
        {
            var old = Before?.Pools.GetValueOrDefault(pool.Settings.Name);
            if (pool == old)
                continue;

            foreach (var (backend, settings) in pool.Backends.Zip(pool.Settings.Backends))
            {
                if (kept.Contains(backend))
                    backend.Configure(pool.Settings, settings);
            }

            pool.Publish(Membership.Of(pool.Settings, pool.Backends, now), random, old?.Picker);
            if (old is null && After.Settings.Cluster is not null && pool.Settings.Balance.CountsInFlight)
                pool.Picker.Turns?.BeginAt((uint)random.Next());
        }
    }

    private static IEnumerable<Backend> BackendsOf(RoutingTable? table) => table?.Pools.Values.SelectMany(pool => pool.Backends) ?? [];
}
