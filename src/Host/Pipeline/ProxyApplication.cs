using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// What Kestrel calls for each request. The context object is kept with the connection (HTTP/1.1) or the stream (HTTP/2)
/// and used again for the next request on it.
/// </summary>
internal sealed class ProxyApplication(ProxyPipeline pipeline, ListenerIdentity listener) : IHttpApplication<ProxyRequest>
{
    private volatile bool _isLeaving;

    public ListenerIdentity Listener => listener;

    /// <summary>
    /// From now on each connection ends with the request that comes next on it: <c>Connection: close</c> with its response
    /// (RFC 9112 section 9.6), GOAWAY in HTTP/2 (RFC 9113 section 6.8).
    /// </summary>
    public void Leave() => _isLeaving = true;

    public ProxyRequest CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<ProxyRequest> container)
            return Begun(new ProxyRequest(contextFeatures, listener));
        return Begun(container.HostContext ??= new ProxyRequest(contextFeatures, listener));
    }

    public Task ProcessRequestAsync(ProxyRequest context) => pipeline.ServeAsync(context);

    public void DisposeContext(ProxyRequest context, Exception? exception) => context.End();

    private ProxyRequest Begun(ProxyRequest request)
    {
        request.Begin(pipeline.Now);
        if (_isLeaving)
            request.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        return request;
    }
}
