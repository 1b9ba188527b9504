using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Sessions;
using ActorProxy.Host.Upstream;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>One request, one straight line.</summary>
internal sealed class ProxyPipeline(RoutingTableCell cell, StickyRouter sticky, RequestRecorder recorder, TimeProvider time)
{
    private static readonly IReadOnlyList<Backend> None = [];
    private readonly Exchange _exchange = new(time);

    /// <summary>Serves one request to its end. Whatever goes wrong is a <see cref="Failure"/>; an exception is a bug.</summary>
    public async Task ServeAsync(ProxyRequest request)
    {
        recorder.Begin();
        request.Table = cell.Current;
        var failure = RequestGuard.Check(request);
        if (failure == Failure.None)
        {
            request.Route = request.Table.Match(request.Target.Host, request.Target.Path);
            failure = request.Route is { } route ? RequestGuard.Check(request, route) : Failure.NoRoute;
        }

        if (failure == Failure.None && request.Route!.Settings.Fault is { } fault)
            failure = await FaultInjector.ApplyAsync(fault, time);
        if (failure == Failure.None)
            failure = await ForwardAsync(request, request.Route!);
        if (failure != Failure.None)
            await RefuseAsync(request, failure);
        recorder.Record(request.Record(failure, time.GetTimestamp()));
    }

    /// <summary>Tries backends until one has answered or no other may be tried, and passes its answer on.</summary>
    private async ValueTask<Failure> ForwardAsync(ProxyRequest request, Route route)
    {
        var tried = None;
        var backend = route.Pool.Settings.Sticky is null ? route.Pool.Enter(request, tried) : await sticky.EnterAsync(request, route.Pool);
        if (backend is null)
            return Failure.NoBackend;
        while (true)
        {
            request.Backend = backend;
            request.Attempts++;
            try
            {
                var failure = await _exchange.RunAsync(request, route, (HttpUpstream)backend.Upstream);
                var next = MayTryAnother(request, route, failure, ref tried) ? await NextAsync(request, route, failure, tried) : null;
                if (next is null && failure == Failure.None)
                    failure = await RespondAsync(request, route);
                if (failure.BlamesBackend())
                    backend.ReportFailure(failure);
                if (next is null)
                    return failure;
                request.Detach()?.Release();
                backend = next;
            }
            finally
            {
                // Only an exception leaves it held, and then nobody knows what still comes on it.
                if (request.Upstream is not null)
                    request.Detach()?.Abort(Failure.UpstreamReset);
                request.Backend.Exit();
            }
        }
    }

    private static bool MayTryAnother(ProxyRequest request, Route route, Failure failure, ref IReadOnlyList<Backend> tried)
    {
        var status = failure == Failure.None ? request.Upstream?.Head.Status ?? 0 : 0;
        if (!RetryRules.MayRetry(request, route.Pool.Settings.Retries, failure, status))
            return false;
        tried = [.. tried, request.Backend!];
        return true;
    }

    private ValueTask<Backend?> NextAsync(ProxyRequest request, Route route, Failure failure, IReadOnlyList<Backend> tried) =>
        route.Pool.Settings.Sticky is null
            ? ValueTask.FromResult(route.Pool.Enter(request, tried))
            : sticky.NextAsync(request, route.Pool, failure, tried);

    /// <summary>Passes the answer of the backend on to the client.</summary>
    private async ValueTask<Failure> RespondAsync(ProxyRequest request, Route route)
    {
        if (request.Upstream is not { } connection)
            return Failure.ClientAborted;
        ResponseHeadWriter.Write(request, route, connection.Head);
        if (request.Sticky is not null && sticky.CookieFor(request) is { } cookie)
            request.ResponseHeaders.SetCookie = StringValues.Concat(request.ResponseHeaders.SetCookie, cookie);
        var failure = connection.Head.IsUpgrade
            ? await Tunnel.RunAsync(request, connection, time)
            : await ResponseRelay.RunAsync(request, connection);
        var isSent = await request.Body.EndAsync();
        var held = request.Detach();
        if (failure == Failure.None)
            held?.Release(isSent);
        else
            held?.Abort(failure);
        return request.IsClientGone ? Failure.ClientAborted : failure;
    }

    private static async ValueTask RefuseAsync(ProxyRequest request, Failure failure)
    {
        await request.Body.EndAsync();
        if (request.ResponseStarted || failure == Failure.ClientAborted)
            request.AbortClient();
        else
            await ErrorPage.WriteAsync(request, failure);
    }
}
