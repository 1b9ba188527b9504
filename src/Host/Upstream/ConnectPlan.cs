namespace ActorProxy.Host.Upstream;

/// <summary>How to connect.</summary>
/// <param name="Timeout">For resolving, TCP and TLS together.</param>
/// <param name="DnsRefresh">How old known addresses may be.</param>
/// <param name="TcpOnly">Whether to stop before TLS.</param>
internal readonly record struct ConnectPlan(TimeSpan Timeout, TimeSpan DnsRefresh, bool TcpOnly = false);
