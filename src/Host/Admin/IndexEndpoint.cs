using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Host.Admin;

/// <summary>What there is, for a person with a browser or curl.</summary>
internal static class IndexEndpoint
{
    private const string Text = """
        ActorProxy admin API

        GET  /health/live                                  the process runs
        GET  /health/ready                                 200 when requests may be sent here, else 503
        GET  /metrics                                      counters in the Prometheus text format
        GET  /api/status                                   nodes, listeners, pools, backends with health and load
        GET  /api/config                                   the configuration that is served, its epoch in ETag
        PUT  /api/config                                   another one; If-Match with the epoch guards against lost updates
                                                           ?message=... says why, for the history
                                                           ?guard=60s tries it on one node first, and goes back when that fares ill
        GET  /api/config/history                           the last configurations
        GET  /api/config/diff                              what the last one changed; ?from=N&to=M for others
        POST /api/config/rollback                          back to the one before, or to {"epoch": N}
        POST /api/config/trial/keep                        ends a trial: all take it
        POST /api/config/trial/undo                        ends a trial: no node has it
        POST /api/pools/{pool}/backends/{backend}/drain    no new requests for this backend
        POST /api/pools/{pool}/backends/{backend}/enable   undo

        """;

    /// <summary><c>GET /</c>, and 404 for whatever is not there.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", http => http.AnswerTextAsync(StatusCodes.Status200OK, Text));
        app.Map("/{**path}", http => http.AnswerProblemAsync(
            StatusCodes.Status404NotFound,
            $"there is no {http.Request.Method} {http.Request.Path}; GET / lists what there is"));
    }
}
