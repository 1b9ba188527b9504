using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Host.Admin;

/// <summary>Breaks and mends the built-in origins; there only in the demo.</summary>
internal static class DemoEndpoints
{
    /// <summary><c>POST /api/demo/origins/{n}/stop|start</c>.</summary>
    public static void Map(IEndpointRouteBuilder app, AdminContext context)
    {
        if (context.Demo is null)
            return;
        app.MapPost("/api/demo/origins/{number:int}/stop", http => SetAsync(http, context, running: false));
        app.MapPost("/api/demo/origins/{number:int}/start", http => SetAsync(http, context, running: true));
    }

    private static async Task SetAsync(HttpContext http, AdminContext context, bool running)
    {
        var number = int.Parse((string)http.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        if (context.Demo!.Find(number) is not { } origin)
        {
            await http.AnswerProblemAsync(StatusCodes.Status404NotFound, $"there is no origin {number}; there are 1 to {context.Demo.Count}");
            return;
        }

        await (running ? origin.StartAsync() : origin.StopAsync());
        await http.AnswerAsync(StatusCodes.Status200OK, new OriginReport(number, origin.Address.ToString(), running), AdminJson.Readable.OriginReport);
    }
}

/// <summary>The answer to a stop or a start.</summary>
internal sealed record OriginReport(int Origin, string Address, bool Running);
