using System.Text.Json;
using ActorProxy.Host.Caching;
using ActorProxy.Streams.Caching.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Host.Admin;

/// <summary>Throws away what is stored.</summary>
internal static class CacheEndpoints
{
    private const string Usage =
        "say what to purge: {\"url\": \"http://host/path\"}, {\"prefix\": \"http://host/dir/\"}, {\"host\": \"name\"}, {\"tag\": \"word\"} or {\"all\": true}; " +
        "\"route\": \"name\" narrows it, \"soft\": true makes stale instead";

    /// <summary><c>POST /api/cache/purge</c>.</summary>
    public static void Map(IEndpointRouteBuilder app, AdminContext context) =>
        app.MapPost("/api/cache/purge", http => PurgeAsync(http, context.Node.Caches));

    private static async Task PurgeAsync(HttpContext http, CacheRegistry caches)
    {
        if (await ReadAsync(http) is not { } request || !request.IsComplete)
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, Usage);
            return;
        }

        if (request.Route is { } route && !caches.All.ContainsKey(route))
        {
            var known = string.Join(", ", caches.All.Keys.Order(StringComparer.Ordinal));
            await http.AnswerProblemAsync(StatusCodes.Status404NotFound, $"route {route} does not cache; those that do: {(known.Length > 0 ? known : "none")}");
            return;
        }

        var purged = caches.All
            .Where(cache => request.Route is null || cache.Key == request.Route)
            .OrderBy(cache => cache.Key, StringComparer.Ordinal)
            .ToDictionary(cache => cache.Key, cache => Purge(cache.Value, request));
        await http.AnswerAsync(StatusCodes.Status200OK, new PurgeReport(purged.Values.Sum(), purged), AdminJson.Readable.PurgeReport);
    }

    private static int Purge(RouteCache cache, PurgeRequest request)
    {
        cache.Doubt.Raise(cache.Store.Clock.Time);
        return cache.Store.Purge(request.For(cache.Keys));
    }

    private static async Task<PurgeRequest?> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, AdminJson.Readable.PurgeRequest, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What to purge. Of several conditions all must fit.</summary>
internal sealed record PurgeRequest(string? Url, string? Prefix, string? Host, string? Tag, string? Route, bool All = false, bool Soft = false)
{
    /// <summary>Whether it says what, and nothing that contradicts itself.</summary>
    public bool IsComplete => All ? Url is null && Prefix is null && Host is null && Tag is null
        : (Url is not null || Prefix is not null || Host is not null || Tag is not null) && IsUrl(Url) && IsUrl(Prefix);

    /// <summary>In terms of one route's keys.</summary>
    public CachePurge For(CacheKeys keys) => new(Soft)
    {
        Url = Url is null ? null : KeyOf(keys, Url),
        Prefix = Prefix is null ? null : WithSite(Prefix, static (site, target) => site + target),
        Host = Host,
        Tag = Tag,
    };

    private static bool IsUrl(string? text) => text is null || text.Contains("://", StringComparison.Ordinal);

    private static string KeyOf(CacheKeys keys, string url) => WithSite(url, (site, target) => keys.Of(site, target.Length == 0 ? "/" : target).ToString());

    // By hand: Uri would decode and shorten a path that is stored as it was sent.
    private static string WithSite(string url, Func<string, string, string> join)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = url.IndexOfAny(['/', '?'], authority);
        var site = (path < 0 ? url : url[..path]).ToLowerInvariant();
        var port = site.StartsWith("https:", StringComparison.Ordinal) ? ":443" : ":80";
        return join(site.EndsWith(port, StringComparison.Ordinal) ? site[..^port.Length] : site, path < 0 ? "" : url[path..]);
    }
}

/// <summary>How many stored responses were thrown away, or made stale, by route.</summary>
internal sealed record PurgeReport(int Purged, IReadOnlyDictionary<string, int> Routes);
