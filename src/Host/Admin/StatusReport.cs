namespace ActorProxy.Host.Admin;

/// <summary>The answer of <c>GET /api/status</c>.</summary>
/// <param name="Node">Name of this node.</param>
/// <param name="Version">Of the program.</param>
/// <param name="StartedAt">In UTC.</param>
/// <param name="UptimeSeconds">Since then.</param>
/// <param name="Ready">What <c>/health/ready</c> says.</param>
/// <param name="Epoch">Of the configuration that is served.</param>
/// <param name="InFlight">Requests being served.</param>
/// <param name="Routes">How many there are.</param>
/// <param name="Listeners">With the real addresses.</param>
/// <param name="Pools">By name.</param>
internal sealed record StatusReport(
    string Node,
    string Version,
    DateTimeOffset StartedAt,
    double UptimeSeconds,
    bool Ready,
    long Epoch,
    long InFlight,
    int Routes,
    IReadOnlyList<ListenerReport> Listeners,
    IReadOnlyList<PoolReport> Pools)
{
    /// <summary>This node's place among others: <c>off</c>, <c>starting</c>, <c>joining</c>, <c>up</c> or <c>leaving</c>.</summary>
    public string Cluster { get; init; } = "off";

    /// <summary>All nodes as this one sees them; of a node that is alone, itself.</summary>
    public IReadOnlyList<NodeReport> Nodes { get; init; } = [];
}

/// <summary>One node.</summary>
/// <param name="Address">Its name among the nodes; empty for a node that is alone.</param>
/// <param name="Self">Whether it is the one that answers.</param>
/// <param name="Status"><c>joining</c>, <c>up</c>, <c>leaving</c>, <c>exiting</c>, <c>down</c>, or <c>unreachable</c>.</param>
/// <param name="Roles">From its configuration.</param>
/// <param name="Epoch">Of the configuration that it serves; null when it does not say.</param>
/// <param name="OnTrial">The epoch that it serves on trial, as long as it does; null: none.</param>
/// <param name="Ready">Whether it should get requests; null when it does not say.</param>
/// <param name="Version">Of the program; null when it does not say.</param>
/// <param name="Protocol">Version of what nodes say to each other; null when it does not say.</param>
/// <param name="Admin">Where its admin API listens.</param>
/// <param name="Listeners">Where requests can be sent.</param>
internal sealed record NodeReport(
    string Address,
    bool Self,
    string Status,
    IReadOnlyList<string> Roles,
    long? Epoch,
    long? OnTrial,
    bool? Ready,
    string? Version,
    int? Protocol,
    string? Admin,
    IReadOnlyList<string> Listeners);

/// <summary>One listener.</summary>
/// <param name="Name">From the configuration.</param>
/// <param name="Address">Where it accepts, with the real port.</param>
/// <param name="Tls">Whether connections are TLS.</param>
/// <param name="Connections">Open now.</param>
internal sealed record ListenerReport(string Name, string Address, bool Tls, long Connections);

/// <summary>One pool.</summary>
/// <param name="Name">From the configuration.</param>
/// <param name="Balance">As it is written in the configuration.</param>
/// <param name="Backends">In the order of the configuration.</param>
internal sealed record PoolReport(string Name, string Balance, IReadOnlyList<BackendReport> Backends);

/// <summary>One backend.</summary>
/// <param name="Id">Its name in logs, metrics and this API.</param>
/// <param name="Url">From the configuration.</param>
/// <param name="Health">What its health actor last published.</param>
/// <param name="Draining">Whether it was taken out by hand.</param>
/// <param name="Weight">From the configuration.</param>
/// <param name="Backup">From the configuration.</param>
/// <param name="InFlight">Requests being served by it.</param>
/// <param name="Elsewhere">Requests being served by it through other nodes, as the picker of this one counts them.</param>
/// <param name="Requests">Sent to it so far.</param>
/// <param name="Failures">Of those, failed by its fault.</param>
/// <param name="Connections">To it.</param>
internal sealed record BackendReport(
    string Id,
    string Url,
    BackendHealthReport Health,
    bool Draining,
    int Weight,
    bool Backup,
    int InFlight,
    int Elsewhere,
    long Requests,
    long Failures,
    ConnectionsReport Connections);

/// <summary>The health of a backend.</summary>
/// <param name="State"><c>unknown</c>, <c>up</c>, <c>down</c> or <c>ejected</c>.</param>
/// <param name="Reason">Of the last change, for people.</param>
/// <param name="Since">Time of the last change; null before the first.</param>
/// <param name="EjectedUntil">Null unless ejected.</param>
internal sealed record BackendHealthReport(string State, string Reason, DateTimeOffset? Since, DateTimeOffset? EjectedUntil);

/// <summary>The connections to a backend.</summary>
/// <param name="Open">In use or idle.</param>
/// <param name="Idle">Waiting for a request.</param>
/// <param name="Opened">So far.</param>
/// <param name="Reused">Requests that found an idle one, so far.</param>
internal sealed record ConnectionsReport(long Open, long Idle, long Opened, long Reused);
