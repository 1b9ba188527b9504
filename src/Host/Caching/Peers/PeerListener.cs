using System.Net;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Caching.Peers;

/// <summary>Where a node lets others fetch from its caches.</summary>
internal static class PeerListener
{
    /// <summary>
    /// The first plain listener that speaks HTTP/1.1, as <c>host:port</c> that other nodes reach; empty when there is none. One on
    /// loopback is of use only where the nodes themselves meet on loopback.
    /// </summary>
    public static string Of(IEnumerable<ListenerSettings> listeners, IReadOnlyDictionary<string, IPEndPoint> bound, string host)
    {
        foreach (var listener in listeners)
        {
            if (!IsFit(listener) || !bound.TryGetValue(listener.Name, out var point))
                continue;
            if (point.Address.Equals(IPAddress.Any) || point.Address.Equals(IPAddress.IPv6Any))
                return new UriBuilder(Uri.UriSchemeHttp, host, point.Port).Uri.Authority;
            if (!IPAddress.IsLoopback(point.Address) || IsLoopback(host))
                return point.ToString();
        }

        return "";
    }

    /// <summary>Whether nodes can speak to it: they do so by plain HTTP/1.1.</summary>
    public static bool IsFit(ListenerSettings listener) => !listener.IsTls && listener.Http1;

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
