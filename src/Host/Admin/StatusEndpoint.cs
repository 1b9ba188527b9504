using System.Text.Json;
using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Host.Admin;

/// <summary>What the node is doing right now.</summary>
internal static class StatusEndpoint
{
    /// <summary><c>GET /api/status</c>.</summary>
    public static void Map(IEndpointRouteBuilder app, AdminContext context) => app.MapGet(
        "/api/status",
        async http => await http.AnswerAsync(StatusCodes.Status200OK, await ReportAsync(context), AdminJson.Readable.StatusReport));

    private static async Task<StatusReport> ReportAsync(AdminContext context) => Report(context) with
    {
        Cluster = NodeReports.Phase(context.Node),
        Nodes = await NodeReports.AllAsync(context.Node),
    };

    private static StatusReport Report(AdminContext context)
    {
        var node = context.Node;
        var table = node.Table.Current;
        return new StatusReport(
            Environment.MachineName,
            ProgramVersion.Text,
            context.StartedAt,
            Math.Round((context.Time.GetUtcNow() - context.StartedAt).TotalSeconds, 3),
            node.IsReady,
            table.Epoch,
            context.Recorder.Metrics.InFlight,
            table.Settings.Routes.Count,
            [.. node.Endpoints.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ListenerReport(
                pair.Key,
                pair.Value.ToString(),
                table.Settings.Listeners.FirstOrDefault(listener => listener.Name == pair.Key)?.IsTls ?? false,
                context.Recorder.Metrics.Listener(pair.Key).Open))],
            [.. table.Pools.Values.OrderBy(pool => pool.Settings.Name, StringComparer.Ordinal).Select(Report)]);
    }

    private static PoolReport Report(Pool pool) => new(
        pool.Settings.Name,
        JsonNamingPolicy.KebabCaseLower.ConvertName(pool.Settings.Balance.Kind.ToString()),
        [.. pool.Backends.Select(Report)]);

    private static BackendReport Report(Backend backend)
    {
        var connections = (backend.Upstream as HttpUpstream)?.Statistics ?? default;
        var inFlight = backend.InFlight;
        return new BackendReport(
            backend.Id,
            backend.Settings.Url.GetLeftPart(UriPartial.Authority),
            Report(backend.Health),
            backend.Health.Draining,
            backend.Settings.Weight,
            backend.Settings.Backup,
            inFlight,
            backend.ElsewhereInFlight,
            backend.Requests,
            backend.Failures,
            new ConnectionsReport(inFlight + connections.Idle, connections.Idle, connections.Opened, connections.Reused));
    }

    private static BackendHealthReport Report(BackendHealth health) => new(
        health.Verdict != HealthVerdict.Down && health.IsEjected ? "ejected" : JsonNamingPolicy.KebabCaseLower.ConvertName(health.Verdict.ToString()),
        health.LastReason,
        health.LastChange,
        health.EjectedUntil);
}
