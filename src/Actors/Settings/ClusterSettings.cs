using System.Net;

namespace ActorProxy.Actors.Settings;

/// <summary>How this node finds others and lives with them.</summary>
/// <param name="Address">Where it listens for them; port 0 lets the system choose.</param>
/// <param name="PublicHost">How they reach it, which is also its name among them; empty: <paramref name="Address"/>.</param>
/// <param name="Discovery">Where the first others are looked for.</param>
/// <param name="Tls">Its identity and whom it believes; null: none is asked for.</param>
/// <param name="Downing">What becomes of nodes that cannot reach each other.</param>
/// <param name="Times">How fast that is noticed and acted on.</param>
/// <param name="Roles">Free words that the status shows.</param>
/// <param name="Lead">Whether a change of this node's file is proposed to all nodes.</param>
public sealed record ClusterSettings(
    IPEndPoint Address,
    string PublicHost,
    DiscoverySettings Discovery,
    ClusterTlsSettings? Tls,
    DowningKind Downing,
    ClusterTimes Times,
    ValueList<string> Roles,
    bool Lead)
{
    /// <summary>Where nodes fetch from each other's caches, at the same address; 0: any port that is free.</summary>
    public int PeerPort { get; init; }

    /// <summary>How often nodes tell each other of their requests in flight; null: they do not.</summary>
    public TimeSpan? LoadPeriod { get; init; }

    /// <summary>The host that other nodes know this one by.</summary>
    public string Host => PublicHost.Length > 0 ? PublicHost : Address.Address.ToString();
}

/// <summary>Where other nodes are looked for.</summary>
/// <param name="Kind">In a list, in DNS or in the environment.</param>
/// <param name="Seeds">For <see cref="DiscoveryKind.Static"/>: <c>host:port</c> each.</param>
/// <param name="Name">For <see cref="DiscoveryKind.Dns"/>: a name with an address record for each node.</param>
/// <param name="Port">For <see cref="DiscoveryKind.Dns"/>: the port of all of them.</param>
/// <param name="Variable">For <see cref="DiscoveryKind.Environment"/>: holds <c>host:port,host:port</c>.</param>
public sealed record DiscoverySettings(DiscoveryKind Kind, ValueList<ContactPoint> Seeds, string Name, int Port, string Variable);

/// <summary>The ways of <c>cluster.discovery</c>.</summary>
public enum DiscoveryKind
{
    /// <summary>The list <c>seeds</c>.</summary>
    Static,

    /// <summary>All addresses of a name.</summary>
    Dns,

    /// <summary>An environment variable, read at each attempt to join.</summary>
    Environment,
}

/// <summary>Where another node can be asked to be let in.</summary>
/// <param name="Host">A name or an address, as that node calls itself.</param>
/// <param name="Port">Its cluster port.</param>
public readonly record struct ContactPoint(string Host, int Port) : IComparable<ContactPoint>
{
    /// <inheritdoc />
    public int CompareTo(ContactPoint other) =>
        string.CompareOrdinal(Host, other.Host) is var order and not 0 ? order : Port.CompareTo(other.Port);

    /// <inheritdoc />
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>Whether one comes before another in the order that all nodes share.</summary>
    public static bool operator <(ContactPoint left, ContactPoint right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="op_LessThan" />
    public static bool operator >(ContactPoint left, ContactPoint right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="op_LessThan" />
    public static bool operator <=(ContactPoint left, ContactPoint right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="op_LessThan" />
    public static bool operator >=(ContactPoint left, ContactPoint right) => left.CompareTo(right) >= 0;
}

/// <summary>PEM files, as absolute paths: this node's certificate and key, and the only roots whose nodes are let in.</summary>
public sealed record ClusterTlsSettings(string CertificatePath, string KeyPath, string CaPath);

/// <summary>What becomes of nodes that cannot reach each other.</summary>
public enum DowningKind
{
    /// <summary>The larger part goes on, the smaller one waits until it can join again.</summary>
    KeepMajority,

    /// <summary>Every part goes on; when they meet again, all but one of them start anew and join it.</summary>
    KeepAll,
}

/// <summary>How fast a lost node is noticed and acted on.</summary>
/// <param name="Heartbeat">From one heartbeat to the next.</param>
/// <param name="Pause">Silence that is borne.</param>
/// <param name="StableAfter">From the last change of who is reachable to the verdict about those who are not.</param>
/// <param name="JoinPatience">Time that one attempt to join gets.</param>
public sealed record ClusterTimes(TimeSpan Heartbeat, TimeSpan Pause, TimeSpan StableAfter, TimeSpan JoinPatience);
