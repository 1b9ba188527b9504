using System.Net;
using ActorProxy.Actors.Settings;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Who the client is when other proxies stand in between: the right-most address that is not a trusted proxy's, never the
/// left-most, which anybody can write (the rule of RFC 7239 section 8.1).
/// </summary>
internal static class ForwardedFor
{
    private const string Header = "X-Forwarded-For";

    public static bool IsTrusted(IPAddress address, ValueList<IPNetwork> trusted)
    {
        for (var i = 0; i < trusted.Count; i++)
        {
            if (trusted[i].BaseAddress.AddressFamily == address.AddressFamily && trusted[i].Contains(address))
                return true;
        }

        return false;
    }

    public static string ClientIp(ProxyRequest request)
    {
        if (!request.IsPeerTrusted || request.Headers[Header] is not { Count: > 0 } values)
            return request.Peer.Ip;
        var client = request.Peer.Ip;
        var trusted = request.Table.Settings.TrustedProxies;
        var hops = values.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = hops.Length - 1; i >= 0 && TryAddress(hops[i], out var address); i--)
        {
            client = address.ToString();
            if (!IsTrusted(address, trusted))
                break;
        }

        return client;
    }

    /// <summary>What the client said, with the peer appended.</summary>
    public static string Appended(ProxyRequest request) => Appended(request.Headers[Header], request.Peer.Ip);

    public static string Appended(StringValues said, string ip) => said.Count == 0 ? ip : $"{said}, {ip}";

    // An entry may carry a port, as some balancers write it: 203.0.113.7:4711 or [2001:db8::1]:4711.
    private static bool TryAddress(string hop, out IPAddress address)
    {
        if (IPAddress.TryParse(hop, out address!))
            return true;
        if (!IPEndPoint.TryParse(hop, out var endpoint))
            return false;
        address = endpoint.Address;
        return true;
    }
}
