using System.Text.Json;
using ActorProxy.Actors.Purges;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Caching;
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
        app.MapPost("/api/cache/purge", http => PurgeAsync(http, context.Node));

    private static async Task PurgeAsync(HttpContext http, ProxyNode node)
    {
        if (await ReadAsync(http) is not { } request || !request.IsComplete)
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, Usage);
            return;
        }

        var caches = node.Caches;
        if (request.Route is { } route && !caches.All.ContainsKey(route))
        {
            var known = string.Join(", ", caches.All.Keys.Order(StringComparer.Ordinal));
            await http.AnswerProblemAsync(StatusCodes.Status404NotFound, $"route {route} does not cache; those that do: {(known.Length > 0 ? known : "none")}");
            return;
        }

        try
        {
            var outcome = node.Cluster is { } cluster
                ? await cluster.PurgeAsync(request.Order)
                : new PurgeOutcome(ValueList.Of(Enumerable.Repeat(new NodePurge("", ValueList.Of(new CachePurger(caches).Purge(request.Order))), 1)), ValueList.Empty<string>());
            await http.AnswerAsync(StatusCodes.Status200OK, PurgeReport.Of(outcome), AdminJson.Readable.PurgeReport);
        }
        catch (IOException fault)
        {
            await http.AnswerProblemAsync(
                StatusCodes.Status500InternalServerError,
                $"purged, but the disk does not take it, so that it comes back from there after a restart; make room and purge again: {fault.Message}");
        }
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
