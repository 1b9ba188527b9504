using System.Net;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// X-Forwarded-* and Forwarded (RFC 7239) for the backend. From a peer that is not trusted what the client wrote is
/// replaced; from a trusted one it is kept and this hop appended. A route that sets one of them itself has the last word.
/// </summary>
internal static class ForwardingFields
{
    /// <summary>Whether an identity field of the client goes on as it is.</summary>
    public static bool Passes(string name, ProxyRequest request, ForwardingSettings forwarding) =>
        request.IsPeerTrusted && !IsAppended(name, forwarding);

    public static void Write(ref HeadWriter head, ProxyRequest request, HeaderPlan plan, ForwardingSettings forwarding)
    {
        if (forwarding.XForwarded)
            WriteXForwarded(ref head, request, plan);
        if (forwarding.Forwarded && !plan.Drops("Forwarded"))
            head.Field("Forwarded", Forwarded(request));
    }

    private static void WriteXForwarded(ref HeadWriter head, ProxyRequest request, HeaderPlan plan)
    {
        if (!plan.Drops("X-Forwarded-For"))
            head.Field("X-Forwarded-For", request.IsPeerTrusted ? ForwardedFor.Appended(request) : request.Peer.Ip);
        if (!plan.Drops("X-Forwarded-Proto") && !(request.IsPeerTrusted && request.Headers.ContainsKey("X-Forwarded-Proto")))
            head.Field("X-Forwarded-Proto", request.Listener.Scheme);
        if (!plan.Drops("X-Forwarded-Host") && !(request.IsPeerTrusted && request.Headers.ContainsKey("X-Forwarded-Host")))
            head.Field("X-Forwarded-Host", request.Target.Authority);
    }

    private static bool IsAppended(string name, ForwardingSettings forwarding) =>
        (forwarding.XForwarded && name.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase)) ||
        (forwarding.Forwarded && name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase));

    private static string Forwarded(ProxyRequest request)
    {
        var element = $"for={Node(request.Peer.Address)};host=\"{request.Target.Authority}\";proto={request.Listener.Scheme}";
        return request.IsPeerTrusted && request.Headers["Forwarded"] is { Count: > 0 } before ? $"{before}, {element}" : element;
    }

    // IPv6 stands in brackets and, since a colon is no token character, in quotes (RFC 7239 section 6).
    private static string Node(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"\"[{address}]\"" : address.ToString();
}
