namespace ActorProxy.Bench.Load.Peers;

/// <summary>What a proxy is to be configured for.</summary>
/// <param name="OriginPorts">Loopback ports that requests are balanced over.</param>
/// <param name="Routes">Routes besides the one that takes everything; see <see cref="RouteSet"/>.</param>
internal sealed record Topology(IReadOnlyList<int> OriginPorts, int Routes = 0);
