namespace ActorProxy.Bench.Load.Peers;

/// <summary>What a proxy is to be configured for.</summary>
/// <param name="OriginPorts">Loopback ports that requests are balanced over.</param>
/// <param name="Routes">Routes besides the one that takes everything; see <see cref="RouteSet"/>.</param>
/// <param name="Tls">What clients are shown; null: they speak plain text.</param>
/// <param name="Http2">Whether clients are offered HTTP/2 beside HTTP/1.1, by ALPN; only with <paramref name="Tls"/>.</param>
/// <param name="Kept">Idle connections to each origin that are not closed.</param>
/// <param name="KeptSeconds">How long; only ActorProxy is told.</param>
/// <param name="Compression">Whether JSON is encoded for clients that accept it, by what each proxy takes when nothing more is said.</param>
/// <param name="Cached">Whether what the origin allows is cached in memory.</param>
/// <param name="PeerFetches">Whether a node's cache may ask another's, only with ActorProxy.</param>
/// <param name="Node">Its place among several, only with ActorProxy; null: it is alone.</param>
/// <param name="Sticky">Whether clients are kept with one origin by a cookie, only with ActorProxy.</param>
/// <param name="BarePort">Where <see cref="BarePath"/> goes, only with ActorProxy; null: nowhere.</param>
internal sealed record Topology(
    IReadOnlyList<int> OriginPorts,
    int Routes = 0,
    TlsFiles? Tls = null,
    bool Http2 = false,
    int Kept = Topology.UsuallyKept,
    int KeptSeconds = 60,
    int? BarePort = null,
    bool Compression = false,
    bool Cached = false,
    bool PeerFetches = true,
    NodePlace? Node = null,
    bool Sticky = false)
{
    /// <summary>More than there are requests in flight, unless there are more clients.</summary>
    public const int UsuallyKept = 1024;

    /// <summary>What is asked of <see cref="Soak.BareOrigin"/>.</summary>
    public const string BarePath = "/bare";

    /// <summary>How a proxy with this configuration is reached.</summary>
    public Endpoint At(int port) => new(port, Tls is not null);
}
