using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Caching;

/// <summary>
/// Throws away what is stored for a URL when an unsafe method on it succeeded, and for those that the answer names on the same site
/// (RFC 9111 section 4.4).
/// </summary>
internal sealed class InvalidatingResponder(RouteCache cache, IResponder inner) : IResponder
{
    public ValueTask<Failure> RespondAsync(ProxyRequest request, Route route)
    {
        if (request.Upstream is { Head: { Status: >= 200 and < 400 } head })
            Invalidate(request, head);
        return inner.RespondAsync(request, route);
    }

    private void Invalidate(ProxyRequest request, ResponseHead head)
    {
        cache.Doubt.Raise(cache.Store.Clock.Time);
        cache.Store.Invalidate(cache.Keys.Of(request));
        var site = CacheKeys.SiteOf(request);
        for (var i = 0; i < head.FieldCount; i++)
        {
            if (head.Name(i) is "Location" or "Content-Location" && Resolve(site + request.Target.Origin, head.Value(i)) is { } url && CacheKeys.SiteOf(url) == site)
                cache.Store.Invalidate(cache.Keys.Of(url));
        }
    }

    private static Uri? Resolve(string url, string reference) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parent) && Uri.TryCreate(parent, reference, out var resolved) ? resolved : null;
}
