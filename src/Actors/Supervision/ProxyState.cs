using System.Collections.Frozen;
using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Supervision;

/// <summary>The table that is served by; null before the first.</summary>
internal sealed record ProxyState(RoutingTable? Table)
{
    /// <summary>
    /// The table that follows, with every pool whose settings are the same, and of the others every backend whose address
    /// and TLS settings are. Touches nothing that is in use, so that it may fail.
    /// </summary>
    public TableChange On(ProxyProtocol.Apply apply, IUpstreamFactory upstreams)
    {
        var pools = apply.Settings.Pools.ToFrozenDictionary(pool => pool.Name, pool => PoolFor(pool, upstreams));
        return new TableChange(Table, new RoutingTable(apply.Epoch ?? (Table?.Epoch ?? 0) + 1, apply.Settings, pools));
    }

    private Pool PoolFor(PoolSettings settings, IUpstreamFactory upstreams)
    {
        var old = Table?.Pools.GetValueOrDefault(settings.Name);
        if (settings == old?.Settings)
            return old;

        var known = old?.Backends.ToDictionary(backend => backend.Id) ?? [];
        return new Pool(
            settings,
            [.. settings.Backends.Select(backend => BackendFor(settings, backend, known.GetValueOrDefault(backend.Id), old, upstreams))],
            PickerFactory.Create(settings.Balance, []));
    }

    private static Backend BackendFor(
        PoolSettings pool, BackendSettings settings, Backend? known, Pool? old, IUpstreamFactory upstreams)
    {
        if (known is not null && known.Settings.Url == settings.Url && old!.Settings.Tls == pool.Tls)
            return known;

        // An operator drains an address, however it is connected to.
        return new Backend(pool.Name, settings, upstreams.Create(pool, settings))
        {
            Health = BackendHealth.Initial with { Draining = known?.Health.Draining ?? false },
        };
    }
}
