using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Settings;

/// <summary>A named group of backends and how they are used.</summary>
public sealed record PoolSettings(
    string Name,
    BalanceSettings Balance,
    ValueList<BackendSettings> Backends,
    HealthSettings Health,
    TimeoutSettings Timeouts,
    ConnectionSettings Connections,
    RetrySettings Retries,
    UpstreamTlsSettings Tls,
    TimeSpan SlowStart)
{
    /// <summary>What keeps a client with one backend; null: nothing does.</summary>
    public StickySettings? Sticky { get; init; }
}

/// <summary>One address of a pool.</summary>
/// <param name="Url">Scheme, host and port; it has no path.</param>
/// <param name="Weight">Share of requests relative to the others, 1 to 1000.</param>
/// <param name="Backup">Used only when no other backend can be.</param>
/// <param name="MaxConnections">Requests in flight at most; null: no bound.</param>
public sealed record BackendSettings(Uri Url, int Weight = 1, bool Backup = false, int? MaxConnections = null)
{
    /// <summary>The name in logs, metrics and the admin API: <c>host:port</c>.</summary>
    public string Id => $"{Url.Host}:{Url.Port}";
}

/// <summary>The balancing algorithms.</summary>
public enum BalanceKind
{
    /// <summary>Smooth weighted round robin.</summary>
    RoundRobin,

    /// <summary>The fewest requests in flight relative to weight.</summary>
    LeastConnections,

    /// <summary>By hash of the client's address.</summary>
    IpHash,

    /// <summary>By consistent hash of a key, so that a change of membership moves few keys.</summary>
    ConsistentHash,

    /// <summary>Weighted random.</summary>
    Random,

    /// <summary>The less busy of two random ones.</summary>
    RandomTwo,
}

/// <summary>An algorithm and, for <see cref="BalanceKind.ConsistentHash"/>, its key.</summary>
public sealed record BalanceSettings(BalanceKind Kind, Template Key)
{
    /// <summary>Whether it looks at the requests in flight.</summary>
    public bool CountsInFlight => Kind is BalanceKind.LeastConnections or BalanceKind.RandomTwo;
}

/// <summary>How the health of a pool's backends is found out; null means: not in that way.</summary>
public sealed record HealthSettings(ActiveHealthSettings? Active, PassiveHealthSettings? Passive);

/// <summary>Probes.</summary>
/// <param name="Kind">HTTP request or TCP connect.</param>
/// <param name="Path">Target of the HTTP probe.</param>
/// <param name="Host">Host header of the HTTP probe; empty: the backend's.</param>
/// <param name="Statuses">Status codes that pass; empty: 200 to 399.</param>
/// <param name="BodyContains">Text that the first 64 KiB of the body must contain; empty: not looked at.</param>
/// <param name="Interval">Time from the end of a probe to the next.</param>
/// <param name="Timeout">Time that a probe gets.</param>
/// <param name="Rise">Passes in a row that make a down backend up.</param>
/// <param name="Fall">Failures in a row that make an up backend down.</param>
/// <param name="Jitter">Fraction of the interval that is varied at random, 0 to 1.</param>
public sealed record ActiveHealthSettings(
    ProbeKind Kind,
    string Path,
    string Host,
    ValueList<StatusRange> Statuses,
    string BodyContains,
    TimeSpan Interval,
    TimeSpan Timeout,
    int Rise,
    int Fall,
    double Jitter);

/// <summary>The kinds of probe.</summary>
public enum ProbeKind
{
    /// <summary>A GET request.</summary>
    Http,

    /// <summary>A connection that is accepted.</summary>
    Tcp,
}

/// <summary>Status codes from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct StatusRange(int First, int Last);

/// <summary>Detection from live traffic: failures within a window eject the backend for a time that doubles each time.</summary>
/// <param name="Failures">How many failures.</param>
/// <param name="Window">Within which time.</param>
/// <param name="Eject">First ejection; doubled on each that follows without a quiet window in between.</param>
/// <param name="MaxEject">Longest ejection.</param>
/// <param name="MaxEjectedPercent">Share of the pool that may be ejected at once; the rest stays in use however it fails.</param>
public sealed record PassiveHealthSettings(int Failures, TimeSpan Window, TimeSpan Eject, TimeSpan MaxEject, int MaxEjectedPercent);

/// <summary>Times between two steps of one exchange with a backend, each counted anew.</summary>
/// <param name="Connect">To be connected, TLS included.</param>
/// <param name="Send">Between two writes that the backend accepts.</param>
/// <param name="Read">Between two reads that bring something.</param>
/// <param name="Tunnel">Without a byte in either direction after an upgrade.</param>
public sealed record TimeoutSettings(TimeSpan Connect, TimeSpan Send, TimeSpan Read, TimeSpan Tunnel);

/// <summary>Connections kept to each backend.</summary>
/// <param name="MaxIdle">Idle ones kept for reuse.</param>
/// <param name="IdleTimeout">Time that an idle one is kept.</param>
/// <param name="MaxAge">Time after which one is not used again, so that address changes are followed.</param>
/// <param name="DnsRefresh">Time that a resolved address is used before the name is asked again.</param>
public sealed record ConnectionSettings(int MaxIdle, TimeSpan IdleTimeout, TimeSpan MaxAge, TimeSpan DnsRefresh);

/// <summary>When a request is tried on another backend.</summary>
/// <param name="Attempts">Attempts altogether; 1: never again.</param>
/// <param name="On">What may be followed by another attempt. Beyond a failed connect only idempotent methods are tried again.</param>
public sealed record RetrySettings(int Attempts, ValueList<RetryCause> On);

/// <summary>The causes of <c>retries.on</c>.</summary>
public enum RetryCause
{
    /// <summary>No connection could be made; nothing was sent.</summary>
    ConnectFailure,

    /// <summary>The connection broke before the first byte of a response.</summary>
    Reset,

    /// <summary>No response within the read timeout.</summary>
    Timeout,

    /// <summary>The backend answered 502.</summary>
    Status502,

    /// <summary>The backend answered 503.</summary>
    Status503,

    /// <summary>The backend answered 504.</summary>
    Status504,
}

/// <summary>TLS to https backends.</summary>
/// <param name="Verify">Whether the certificate is verified (RFC 9525).</param>
/// <param name="ServerName">Name for SNI and verification; empty: the backend's host.</param>
/// <param name="CaPath">PEM file with the only roots to trust; empty: the system's.</param>
public sealed record UpstreamTlsSettings(bool Verify, string ServerName, string CaPath)
{
    /// <summary>What is shown to backends that ask for a certificate; null: nothing.</summary>
    public CertificateSettings? Certificate { get; init; }
}
