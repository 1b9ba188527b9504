using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Caching.Peers;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Caching;

/// <summary>What requests on routes that cache go through.</summary>
internal sealed class CachePipeline(Forwarder forwarder, IResponder responder, PeerFetcher peers, FlowRunner flows, Metrics metrics)
{
    /// <summary>The way to the origin.</summary>
    public Forwarder Forwarder => forwarder;

    /// <summary>The way to the node that owns a key.</summary>
    public PeerFetcher Peers => peers;

    /// <summary>Passes on what is not stored.</summary>
    public IResponder Responder => responder;

    /// <summary>Passes on what is.</summary>
    public CacheAnswer Answer { get; } = new(new StoredEncoder(flows, metrics));

    /// <summary>Carries bodies into the cache.</summary>
    public FlowRunner Flows => flows;

    public ValueTask<Failure> AnswerAsync(RouteCache cache, ProxyRequest request, Route route) =>
        new CachedExchange(this, cache, request, route).RunAsync();
}
