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
