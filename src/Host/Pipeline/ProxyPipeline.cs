using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Pipeline;

/// <summary>One request, one straight line.</summary>
internal sealed class ProxyPipeline(RoutingTableCell cell, CacheRegistry caches, RequestRecorder recorder, TimeProvider time)
{
    private readonly Forwarder _forwarder = new(time);
    private readonly ClientResponder _responder = new(time);

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

        if (failure == Failure.None)
            failure = await AnswerAsync(request, request.Route!);
        if (failure != Failure.None)
            await RefuseAsync(request, failure);
        recorder.Record(request.Record(failure, time.GetTimestamp()));
    }

    private ValueTask<Failure> AnswerAsync(ProxyRequest request, Route route) => caches.Of(route) is { } cache
        ? CachedExchange.AnswerAsync(cache, _forwarder, _responder, request, route)
        : _forwarder.ForwardAsync(request, route, _responder);

    private static async ValueTask RefuseAsync(ProxyRequest request, Failure failure)
    {
        await request.Body.EndAsync();
        if (request.ResponseStarted || failure == Failure.ClientAborted)
            request.AbortClient();
        else
            await ErrorPage.WriteAsync(request, failure);
    }
}
