using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;

namespace ActorProxy.Host.Pipeline;

/// <summary>What a request must be before anybody is asked to serve it. Kestrel has checked its syntax already.</summary>
internal static class RequestGuard
{
    /// <summary>Before the route is known.</summary>
    public static Failure Check(ProxyRequest request)
    {
        if (request.Method is "CONNECT" or "TRACE")
            return Failure.MethodNotAllowed;
        if (!request.Target.IsValid || request.Target.HasUserInfo || !NamesHost(request) || !IsFramedPlainly(request))
            return Failure.BadRequest;
        if (request.Listener.Certificates?.Serves(request.Peer.ServerName, request.Target.Host) == false)
            return Failure.Misdirected;
        return request.Via.IsLoop(request.Headers.Via) ? Failure.Loop : Failure.None;
    }

    /// <summary>By what the route allows.</summary>
    public static Failure Check(ProxyRequest request, Route route)
    {
        if (request.Body == RequestBody.None)
            return Failure.None;
        var limit = route.Settings.MaxBody ?? request.Table.Settings.Limits.BodyBytes ?? long.MaxValue;
        request.Body.MaxLength = limit;
        return request.Body.Length > limit ? Failure.BodyTooLarge : Failure.None;
    }

    // An http URI without a host is none (RFC 9110 section 4.2.1); only HTTP/1.0 knew no Host.
    private static bool NamesHost(ProxyRequest request) => request.Target.Host.Length > 0 || request.Protocol == "HTTP/1.0";

    // Kestrel lets Transfer-Encoding win over Content-Length, which it moves aside to X-Content-Length, takes it from HTTP/1.0 and
    // accepts codings that it does not undo. Each is a way to smuggle requests (RFC 9112 sections 6.1 and 6.3), so each is refused.
    private static bool IsFramedPlainly(ProxyRequest request)
    {
        var codings = request.Headers.TransferEncoding;
        return codings.Count == 0 ||
            (codings.Count == 1 && codings[0]!.Equals("chunked", StringComparison.OrdinalIgnoreCase) &&
            request.Protocol == "HTTP/1.1" && !request.Headers.ContainsKey("X-Content-Length"));
    }
}
