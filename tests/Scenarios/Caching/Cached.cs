using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Scenarios.Caching;

/// <summary>A proxy whose only route caches, and the messages that tests of it are about.</summary>
internal static class Cached
{
    /// <summary>Makes a response that is stale from the start: no test waits for time to pass.</summary>
    public const string Stale = "Age: 20\r\nCache-Control: max-age=10";

    public const string Fresh = "Cache-Control: max-age=60";

    public static Task<ProxyUnderTest> InFrontOfAsync(ScriptedOrigin origin, string settings = "", string more = "") => ProxyUnderTest.StartAsync(Configuration(origin.Url, settings, more));

    public static string Configuration(string url, string settings = "", string more = "") => $$"""
        proxy {
          pools.site.backends = [ "{{url}}" ]
          routes = [ { name = site, path = "/", pool = site, cache { {{settings}} } } ]
          {{more}}
        }
        """;

    public static string Get(string target = "/", params string[] fields) => Request("GET", target, fields);

    public static string Request(string method, string target = "/", params string[] fields) =>
        $"{method} {target} HTTP/1.1\r\nHost: a\r\n{string.Concat(fields.Select(field => $"{field}\r\n"))}\r\n";

    public static string Ok(string body, params string[] fields) => Answer("200 OK", body, fields);

    public static string Answer(string status, string body, params string[] fields) =>
        $"HTTP/1.1 {status}\r\n{string.Concat(fields.Select(field => $"{field}\r\n"))}Content-Length: {body.Length}\r\n\r\n{body}";

    public static string NotModified(params string[] fields) =>
        $"HTTP/1.1 304 Not Modified\r\n{string.Concat(fields.Select(field => $"{field}\r\n"))}\r\n";

    /// <summary>A date as fields carry it.</summary>
    public static string Date(double seconds) => (TimeProvider.System.GetUtcNow().AddSeconds(seconds)).ToString("r");

    /// <summary>What the cache says it did; the last member is this proxy's.</summary>
    public static string Did(this RawMessage response) => response.Field("Cache-Status")!.Split("ActorProxy; ")[^1];

    public static bool IsHit(this RawMessage response) => response.Did().StartsWith("hit", StringComparison.Ordinal);

    public static ResponseCache Store(this ProxyUnderTest proxy) => proxy.Node.Caches.All["site"].Store;

    /// <summary>Waits until so many requests are being served.</summary>
    public static Task BusyAsync(this ProxyUnderTest proxy, int requests) => Patience.UntilAsync(() => proxy.Node.Recorder.Metrics.InFlight == requests);
}
