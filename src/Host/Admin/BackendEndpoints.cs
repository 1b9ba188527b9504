using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Host.Admin;

/// <summary>Takes backends out and puts them back by hand.</summary>
internal static class BackendEndpoints
{
    /// <summary><c>POST /api/pools/{pool}/backends/{backend}/drain|enable</c>.</summary>
    public static void Map(IEndpointRouteBuilder app, AdminContext context)
    {
        app.MapPost("/api/pools/{pool}/backends/{backend}/drain", http => SetDrainAsync(http, context, drain: true));
        app.MapPost("/api/pools/{pool}/backends/{backend}/enable", http => SetDrainAsync(http, context, drain: false));
    }

    private static async Task SetDrainAsync(HttpContext http, AdminContext context, bool drain)
    {
        var pool = (string)http.Request.RouteValues["pool"]!;
        var backend = (string)http.Request.RouteValues["backend"]!;
        if (!await context.Node.SetDrainAsync(pool, backend, drain))
        {
            await http.AnswerProblemAsync(StatusCodes.Status404NotFound, WhatExists(context, pool, backend));
            return;
        }

        await http.AnswerAsync(StatusCodes.Status200OK, new DrainReport(pool, backend, drain), AdminJson.Readable.DrainReport);
    }

    private static string WhatExists(AdminContext context, string pool, string backend)
    {
        var pools = context.Node.Table.Current.Pools;
        return pools.TryGetValue(pool, out var found)
            ? $"pool {pool} has no backend {backend}; it has {string.Join(", ", found.Backends.Select(member => member.Id))}"
            : $"there is no pool {pool}; there are {string.Join(", ", pools.Keys.Order(StringComparer.Ordinal))}";
    }
}

/// <summary>The answer to a drain or an enable.</summary>
internal sealed record DrainReport(string Pool, string Backend, bool Draining);
