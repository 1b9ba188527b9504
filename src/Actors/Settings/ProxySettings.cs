using System.Net;

namespace ActorProxy.Actors.Settings;

/// <summary>Everything that one configuration file says, validated and with all defaults filled in.</summary>
/// <param name="Transport">Which transport carries bytes to the kernel.</param>
/// <param name="Listeners">Addresses to accept connections on, by unique name.</param>
/// <param name="Admin">Where the admin API listens.</param>
/// <param name="Pools">Groups of backends, by unique name.</param>
/// <param name="Routes">In the order of the file; the table orders them by how specific they are.</param>
/// <param name="TrustedProxies">Peers whose X-Forwarded-* and Forwarded headers are believed.</param>
/// <param name="Forwarding">Which forwarding headers are sent to backends.</param>
/// <param name="Limits">Bounds on what a client may send.</param>
/// <param name="Shutdown">How the process leaves.</param>
/// <param name="AccessLog">Whether and where each request is written down.</param>
public sealed record ProxySettings(
    TransportKind Transport,
    ValueList<ListenerSettings> Listeners,
    AdminSettings Admin,
    ValueList<PoolSettings> Pools,
    ValueList<RouteSettings> Routes,
    ValueList<IPNetwork> TrustedProxies,
    ForwardingSettings Forwarding,
    LimitSettings Limits,
    ShutdownSettings Shutdown,
    AccessLogSettings AccessLog)
{
    /// <summary>The life among other nodes; null: a node alone.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>What sticky sessions have in common.</summary>
    public SessionSettings Sessions { get; init; } = new("", TimeSpan.FromMilliseconds(250), 100_000);

    /// <summary>What a new configuration has to stand before it is kept.</summary>
    public GuardSettings Guard { get; init; } = GuardSettings.None;
}

/// <summary>The transports of <c>proxy.transport</c>.</summary>
public enum TransportKind
{
    /// <summary>The best one that this kernel offers.</summary>
    Auto,

    /// <summary>io_uring of Linux.</summary>
    IoUring,

    /// <summary>The .NET sockets.</summary>
    Sockets,
}

/// <summary>Where the admin API listens.</summary>
/// <param name="Enabled">Whether there is an admin API at all.</param>
/// <param name="Address">Loopback unless the operator says otherwise.</param>
public sealed record AdminSettings(bool Enabled, IPEndPoint Address);

/// <summary>Which forwarding headers are sent to backends (RFC 7239; RFC 9110 section 7.6.3).</summary>
/// <param name="XForwarded">Send X-Forwarded-For, -Proto, -Host: overwritten from untrusted peers, appended from trusted ones.</param>
/// <param name="Forwarded">Send Forwarded (RFC 7239).</param>
/// <param name="Via">The pseudonym in Via, in both directions, and the mark by which a loop is found; empty: no Via and no loop detection.</param>
public sealed record ForwardingSettings(bool XForwarded, bool Forwarded, string Via);

/// <summary>Bounds on what a client may send; beyond them it gets 400, 413, 414, 431 or 503.</summary>
/// <param name="RequestLine">Bytes of the request line.</param>
/// <param name="HeaderBytes">Bytes of all request headers together.</param>
/// <param name="HeaderCount">Number of request headers.</param>
/// <param name="BodyBytes">Bytes of a request body; null: no bound.</param>
/// <param name="Connections">Open client connections for each listener; null: no bound.</param>
/// <param name="HeaderTimeout">Time to receive all headers of a request.</param>
/// <param name="KeepAliveTimeout">Time that an idle client connection is kept.</param>
/// <param name="ParkIdleAfter">Time after which it is kept in little memory; null: never.</param>
/// <param name="MinBodyRate">Bytes per second below which a slow sender or reader is cut off; 0: never.</param>
/// <param name="MinBodyRateGrace">Time before the minimum rate applies to a sender.</param>
/// <param name="ReaderGrace">Time before it applies to a reader.</param>
public sealed record LimitSettings(
    int RequestLine,
    int HeaderBytes,
    int HeaderCount,
    long? BodyBytes,
    long? Connections,
    TimeSpan HeaderTimeout,
    TimeSpan KeepAliveTimeout,
    TimeSpan? ParkIdleAfter,
    int MinBodyRate,
    TimeSpan MinBodyRateGrace,
    TimeSpan ReaderGrace);

/// <summary>How the process leaves.</summary>
/// <param name="Deadline">Time that requests in flight get after SIGTERM.</param>
/// <param name="Grace">Time between turning unready and refusing new connections, for a balancer in front to notice.</param>
public sealed record ShutdownSettings(TimeSpan Deadline, TimeSpan Grace);

/// <summary>Whether and where each request is written down.</summary>
/// <param name="Enabled">Whether there is an access log.</param>
/// <param name="Path">A file, or <c>stdout</c>.</param>
public sealed record AccessLogSettings(bool Enabled, string Path);
