using System.Collections.Frozen;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Host.Caching;

/// <summary>The caches by the names of their routes. What is stored outlives a reload as long as a route of that name caches.</summary>
internal sealed class CacheRegistry(TimeProvider time)
{
    private readonly CacheClock _clock = new(time);
    private volatile FrozenDictionary<string, RouteCache> _caches = FrozenDictionary<string, RouteCache>.Empty;

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, RouteCache> All => _caches;

    /// <summary>The cache of a route; null when it does not cache.</summary>
    public RouteCache? Of(Route route) => route.Settings.Cache is null ? null : _caches.GetValueOrDefault(route.Settings.Name);

    /// <summary>
    /// Takes up new settings, before the routes that have them are served. A cache whose key counts other things than before starts
    /// empty: what is stored was stored under other names.
    /// </summary>
    public void Configure(ProxySettings settings) => _caches = settings.Routes
        .Where(route => route.Cache is not null)
        .ToFrozenDictionary(route => route.Name, route => For(route.Name, route.Cache!));

    private RouteCache For(string route, CacheSettings settings)
    {
        var limits = new CacheLimits(settings.MaxSize, settings.MaxObject);
        if (_caches.GetValueOrDefault(route) is not { } known || known.Settings.Key != settings.Key)
            return new RouteCache(settings, new ResponseCache(limits, _clock), new CacheOutcomes());
        known.Store.Configure(limits);
        return known with { Settings = settings };
    }
}
