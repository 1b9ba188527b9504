using System.Net;
using ActorProxy.Host.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Admin;

/// <summary>
/// The admin API on a server of its own, so that it answers while the proxy drains and never shares a limit with it.
/// Stopped last: until then it says that the node is not ready.
/// </summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly SmallServer _server;

    private AdminServer(SmallServer server) => _server = server;

    /// <summary>Where it listens, with the real port.</summary>
    public IPEndPoint Address => _server.Address;

    /// <summary>Answers when the task ends. Throws <see cref="BindException"/> when the address cannot be had.</summary>
    public static async Task<AdminServer> StartAsync(AdminContext context, IPEndPoint address) => new(await SmallServer.StartAsync(
        "the admin API",
        address,
        ConfigurationEndpoints.MaxTextBytes,
        app =>
        {
            app.Use(next => http => AnswerErrorsAsync(context, http, next));
            app.Use(new AdminGuard(address.Address, context.Log).Guard);
            HealthEndpoints.Map(app, context);
            StatusEndpoint.Map(app, context);
            ConfigurationEndpoints.Map(app, context);
            BackendEndpoints.Map(app, context);
            CacheEndpoints.Map(app, context);
            DemoEndpoints.Map(app, context);
            IndexEndpoint.Map(app);
        }));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task AnswerErrorsAsync(AdminContext context, HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException refused)
        {
            await http.AnswerProblemAsync(refused.StatusCode, refused.Message);
        }
        catch (Exception bug) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            Log.AdminFailed(context.Log, bug, http.Request.Method, http.Request.Path);
            await http.AnswerProblemAsync(StatusCodes.Status500InternalServerError, "something went wrong, the log says what");
        }
    }
}
