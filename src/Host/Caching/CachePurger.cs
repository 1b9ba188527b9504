using ActorProxy.Actors.Purges;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Caching.Disk;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Host.Caching;

/// <summary>Throws away what this node has stored.</summary>
internal sealed class CachePurger(CacheRegistry caches) : IPurgeNode
{
    /// <inheritdoc />
    public IReadOnlyList<PurgeCount> Purge(PurgeOrder order)
    {
        // From a later version, it may say what this one does not understand: then it says nothing, which must not mean everything.
        if (!order.All && order.Url.Length + order.Prefix.Length + order.Host.Length + order.Tag.Length == 0)
            return [];
        return Purge(caches.All.Where(cache => order.Route.Length == 0 || cache.Key == order.Route), cache =>
        {
            // What another node still has of it must not come back from there.
            cache.Doubt.Raise(cache.Store.Clock.Time);
            return For(order, cache.Keys);
        });
    }

    /// <inheritdoc />
    public void MakeAllStale() => Purge(caches.All, _ => new CachePurge(IsSoft: true));

    // A disk that refuses keeps no other cache from being purged.
    private static List<PurgeCount> Purge(IEnumerable<KeyValuePair<string, RouteCache>> meant, Func<RouteCache, CachePurge> purge)
    {
        var (counts, refusals) = (new List<PurgeCount>(), new List<string>());
        foreach (var (route, cache) in meant.OrderBy(cache => cache.Key, StringComparer.Ordinal))
        {
            try
            {
                counts.Add(new PurgeCount(route, cache.Store.Purge(purge(cache))));
            }
            catch (Exception fault) when (DiskFaults.Are(fault))
            {
                refusals.Add($"{route}: {fault.Message}");
            }
        }

        return refusals.Count == 0 ? counts : throw new IOException(string.Join("; ", refusals));
    }

    // In terms of one route's keys.
    private static CachePurge For(PurgeOrder order, CacheKeys keys) => new(order.IsSoft)
    {
        Url = Given(order.Url) is { } url ? KeyOf(keys, url) : null,
        Prefix = Given(order.Prefix) is { } prefix ? WithSite(prefix, static (site, target) => site + target) : null,
        Host = Given(order.Host),
        Tag = Given(order.Tag),
    };

    private static string? Given(string text) => text.Length > 0 ? text : null;

    private static string KeyOf(CacheKeys keys, string url) => WithSite(url, (site, target) => keys.Of(site, target.Length == 0 ? "/" : target).ToString());

    // By hand: Uri would decode and shorten a path that is stored as it was sent.
    private static string WithSite(string url, Func<string, string, string> join)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = url.IndexOfAny(['/', '?'], authority);
        return join(SiteText.Of(path < 0 ? url : url[..path]), path < 0 ? "" : url[path..]);
    }
}
