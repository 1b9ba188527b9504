using ActorProxy.Host.Caching;

namespace ActorProxy.Host.Diagnostics;

/// <summary>The part of the metrics page about caches.</summary>
internal static class CacheMetrics
{
    private static readonly CacheOutcome[] Outcomes = Enum.GetValues<CacheOutcome>();

    public static void Write(PrometheusText text, CacheRegistry caches)
    {
        var all = caches.All.OrderBy(cache => cache.Key, StringComparer.Ordinal).ToArray();
        if (all.Length == 0)
            return;
        text.Family("actorproxy_cache_requests_total", "counter", "Requests on routes that cache, by what became of them.");
        foreach (var (route, cache) in all)
        {
            foreach (var outcome in Outcomes)
                text.Sample(cache.Outcomes.Of(outcome), ("route", route), ("result", NameOf(outcome)));
        }

        Each(text, all, "actorproxy_cache_bytes", "gauge", "Memory of stored responses.", cache => cache.Store.UsedBytes);
        Each(text, all, "actorproxy_cache_stored_total", "counter", "Responses taken in.", cache => cache.Store.Counters.StoredCount);
        Each(text, all, "actorproxy_cache_evicted_total", "counter", "Responses that had to go for others.", cache => cache.Store.Counters.EvictedCount);
        WriteDisks(text, [.. all.Where(cache => cache.Value.Store.Disk is not null)]);
    }

    private static void WriteDisks(PrometheusText text, KeyValuePair<string, RouteCache>[] caches)
    {
        if (caches.Length == 0)
            return;
        Each(text, caches, "actorproxy_cache_disk_bytes", "gauge", "Stored responses on disk.", cache => cache.Store.Disk!.UsedBytes);
        Each(text, caches, "actorproxy_cache_disk_errors_total", "counter", "Files that could not be written or read.", cache => cache.Store.Disk!.Faults.Errors);
        Each(text, caches, "actorproxy_cache_disk_corrupt_total", "counter", "Files that were not what had been written, and were deleted.", cache => cache.Store.Disk!.Faults.Corrupt);
        Each(text, caches, "actorproxy_cache_disk_skipped_total", "counter", "Responses that were not written: the disk did not keep up.", cache => cache.Store.Disk!.Faults.Skipped);
    }

    private static string NameOf(CacheOutcome outcome) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());

    private static void Each(
        PrometheusText text, KeyValuePair<string, RouteCache>[] caches, string name, string type, string help, Func<RouteCache, double> value)
    {
        text.Family(name, type, help);
        foreach (var (route, cache) in caches)
            text.Sample(value(cache), ("route", route));
    }
}
