using System.Collections.Frozen;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Routing;

/// <summary>
/// The published snapshot that a request uses to its end. Immutable and replaced as a whole by the ProxyActor.
/// </summary>
public sealed class RoutingTable
{
    private readonly HostIndex _hosts;

    /// <summary>Builds the index; <paramref name="pools"/> has every pool that a route names.</summary>
    public RoutingTable(long epoch, ProxySettings settings, FrozenDictionary<string, Pool> pools)
    {
        Epoch = epoch;
        Settings = settings;
        Pools = pools;
        _hosts = new HostIndex(settings.Routes.Select(route => new Route(route, pools[route.Pool])));
    }

    /// <summary>1 for the first configuration, one more for each that was applied.</summary>
    public long Epoch { get; }

    /// <summary>What the file says.</summary>
    public ProxySettings Settings { get; }

    /// <summary>By name.</summary>
    public FrozenDictionary<string, Pool> Pools { get; }

    /// <summary>
    /// The most specific route. Hosts: exact, then the longest wildcard, then any; within one, paths: exact, then regular
    /// expressions in the order of the file, then the longest prefix. When a host has no path that fits, the next host is tried.
    /// </summary>
    /// <param name="host">Without port, any case.</param>
    /// <param name="path">As <see cref="PathNormalizer"/> gives it.</param>
    public Route? Match(ReadOnlySpan<char> host, ReadOnlySpan<char> path) => _hosts.Find(host, path);
}
