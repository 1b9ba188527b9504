using ActorProxy.Host.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Host.Admin;

/// <summary>For those who watch the process: is it alive, may it get requests, what has it counted.</summary>
internal static class HealthEndpoints
{
    /// <summary><c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>.</summary>
    public static void Map(IEndpointRouteBuilder app, AdminContext context)
    {
        app.MapGet("/health/live", http => http.AnswerAsync(StatusCodes.Status200OK, new HealthReport("live"), AdminJson.Readable.HealthReport));
        app.MapGet("/health/ready", http => AnswerReadyAsync(http, context.Node.IsReady));
        app.MapGet("/metrics", http => http.AnswerTextAsync(
            StatusCodes.Status200OK,
            MetricsPage.Write(context.Node.Table.Current, context.Recorder, context.Node.Caches) +
            NodeMetrics.Write(
                context.Configuration.Trial.Version is not null, context.Node.Supervision.Sessions, context.Node.Cluster?.View, context.Node.Peers) +
            TransportMetrics.Write(context.Node.Rings),
            PrometheusText.ContentType));
    }

    private static Task AnswerReadyAsync(HttpContext http, bool ready) => http.AnswerAsync(
        ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        new HealthReport(ready ? "ready" : "not ready"),
        AdminJson.Readable.HealthReport);
}

/// <summary>The answer of the health endpoints.</summary>
internal sealed record HealthReport(string Status);
