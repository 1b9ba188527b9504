using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Caching.Peers;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Pipeline.Coding;
using ActorProxy.Host.Sessions;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Pipeline;

/// <summary>One request, one straight line.</summary>
internal sealed class ProxyPipeline
{
    private readonly RoutingTableCell _cell;
    private readonly CacheRegistry _caches;
    private readonly RequestRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly RequestCoding _requestCoding;
    private readonly Forwarder _forwarder;
    private readonly ClientResponder _responder;
    private readonly CachePipeline _cached;

    public ProxyPipeline(RoutingTableCell cell, StickyRouter sticky, CacheRegistry caches, PeerFetcher peers, RequestRecorder recorder, FlowRunner flows, TimeProvider time)
    {
        (_cell, _caches, _recorder, _time) = (cell, caches, recorder, time);
        _requestCoding = new RequestCoding(flows);
        _forwarder = new Forwarder(sticky, time);
        _responder = new ClientResponder(sticky, new EncodingRelay(flows, recorder.Metrics), time);
        _cached = new CachePipeline(_forwarder, _responder, peers, flows, recorder.Metrics);
    }

    /// <summary>By the clock of this node, for the beginning of a request.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>Serves one request to its end. Whatever goes wrong is a <see cref="Failure"/>; an exception is a bug.</summary>
    public async Task ServeAsync(ProxyRequest request)
    {
        _recorder.Begin();
        request.Table = _cell.Current;
        var failure = RequestGuard.Check(request);
        if (failure == Failure.None && request.Listener.IsForNodes)
            failure = _cached.Peers.Admit(request);
        if (failure == Failure.None)
        {
            request.Route = request.Table.Match(request.Target.Host, request.Target.Path);
            failure = request.Route is { } route ? RequestGuard.Check(request, route) : Failure.NoRoute;
        }

        if (failure == Failure.None && request.Route!.Settings.Fault is { } fault)
            failure = await FaultInjector.ApplyAsync(fault, _time);
        if (failure == Failure.None)
            failure = _requestCoding.Prepare(request, request.Route!);
        if (failure == Failure.None)
            failure = await AnswerAsync(request, request.Route!);
        if (failure != Failure.None)
            await RefuseAsync(request, failure);
        _recorder.Record(request.Record(failure, _time.GetTimestamp()));
    }

    private ValueTask<Failure> AnswerAsync(ProxyRequest request, Route route) => _caches.Of(route) is { } cache
        ? _cached.AnswerAsync(cache, request, route)
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
