using System.Collections.Frozen;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Streams.Caching.Disk;
using ActorProxy.Streams.Caching.Store;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Caching;

/// <summary>The caches by the names of their routes. What is stored outlives a reload as long as a route of that name caches.</summary>
internal sealed class CacheRegistry(TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly CacheClock _clock = new(time);
    private volatile FrozenDictionary<string, RouteCache> _caches = FrozenDictionary<string, RouteCache>.Empty;

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, RouteCache> All => _caches;

    /// <summary>The cache of a route; null when it does not cache.</summary>
    public RouteCache? Of(Route route) => route.Settings.Cache is null ? null : _caches.GetValueOrDefault(route.Settings.Name);

    /// <summary>
    /// Takes up new settings, before the routes that have them are served; one call at a time. A cache whose key counts other things than
    /// before, or that moves to another folder, starts empty: what is stored was stored under other names.
    /// </summary>
    public async Task ConfigureAsync(ProxySettings settings)
    {
        var caching = settings.Routes.Where(route => route.Cache is not null).ToDictionary(route => route.Name, route => route.Cache!);
        foreach (var (name, cache) in _caches)
        {
            // A folder is let go of before another route, or the same one in another way, may take it.
            if (cache.Store.Disk is { } disk && !(caching.GetValueOrDefault(name) is { } next && cache.MayStay(next)))
                await disk.DisposeAsync();
        }

        _caches = caching.ToFrozenDictionary(route => route.Key, route => For(route.Key, route.Value));
    }

    /// <summary>Writes what is still to be written to disk.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var cache in _caches.Values)
        {
            if (cache.Store.Disk is { } disk)
                await disk.DisposeAsync();
        }
    }

    private RouteCache For(string route, CacheSettings settings)
    {
        var limits = new CacheLimits(settings.MaxSize, settings.MaxObject);
        if (_caches.GetValueOrDefault(route) is not { } known || !known.MayStay(settings))
            return new RouteCache(settings, new ResponseCache(limits, _clock, DiskOf(route, settings)), new CacheOutcomes());
        known.Store.Configure(limits);
        return known.Under(settings);
    }

    private DiskTier? DiskOf(string route, CacheSettings settings)
    {
        if (settings.Disk is not { } disk)
            return null;
        try
        {
            return DiskTier.Open(new DiskLimits(disk.Path, disk.MaxSize, disk.MaxObject), _clock);
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            Log.CacheWithoutDisk(log, route, disk.Path, fault.Message);
            return null;
        }
    }
}
