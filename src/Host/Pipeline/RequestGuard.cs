using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>What a request must be before anybody is asked to serve it. Kestrel has checked its syntax already.</summary>
internal static class RequestGuard
{
    /// <summary>Before the route is known.</summary>
    public static Failure Check(ProxyRequest request, Via via)
    {
        if (request.Method is "CONNECT" or "TRACE")
            return Failure.MethodNotAllowed;
        if (request.Target.Path is null || request.Target.Authority.Contains('@', StringComparison.Ordinal) || HasTwoLengths(request))
            return Failure.BadRequest;
        if (request.Listener.Certificates?.Serves(request.Peer.ServerName, request.Target.Host) == false)
            return Failure.Misdirected;
        return via.IsLoop(request.Headers.Via) ? Failure.Loop : Failure.None;
    }

    /// <summary>By what the route allows.</summary>
    public static Failure Check(ProxyRequest request, Route route)
    {
        if (route.Settings.MaxBody is not { } limit)
            return Failure.None;
        if (request.Body.Length > limit)
            return Failure.BodyTooLarge;
        if (request.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        return Failure.None;
    }

    // Kestrel lets Transfer-Encoding win and moves Content-Length aside to this name. Two lengths in one request are how
    // requests are smuggled (RFC 9112 section 6.1), so it is refused.
    private static bool HasTwoLengths(ProxyRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && request.Headers.ContainsKey("X-Content-Length");
}
