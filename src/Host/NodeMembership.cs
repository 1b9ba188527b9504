using System.Net.Sockets;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using ActorProxy.Host.Admin;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host;

/// <summary>A node's place among others: joined at the start, and waited for within reason before the node is called ready.</summary>
internal sealed class NodeMembership(ProxyNode node, TimeProvider time, ILogger log)
{
    // Three attempts to join. A node that finds nobody serves its own file rather than nothing.
    private const int Attempts = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private TimeSpan _patience;
    private long _since;

    /// <summary>Null for a node alone.</summary>
    public ClusterHandle? Cluster { get; private set; }

    /// <summary>Whether the node serves what all serve, or has waited for that long enough.</summary>
    public bool IsSettled => Cluster is not { IsCaughtUp: false } || time.GetElapsedTime(_since) > _patience;

    /// <summary>Listens for others. Throws <see cref="BindException"/> when the address cannot be had.</summary>
    public async Task<ClusterHandle> JoinAsync(ProxySystem system, ClusterSettings settings, Func<NodeInfo> about)
    {
        try
        {
            _patience = settings.Times.JoinPatience * Attempts;
            _since = time.GetTimestamp();
            return Cluster = await system.JoinAsync(settings, about, new RolloutNode(node), new CachePurger(node.Caches));
        }
        catch (Exception refused) when (refused.GetBaseException() is SocketException cause)
        {
            throw new BindException("the cluster", settings.Address, cause);
        }
    }

    /// <summary>Returns when <see cref="IsSettled"/>.</summary>
    public async Task WaitUntilSettledAsync()
    {
        while (!IsSettled)
            await Task.Delay(LookEvery, time);
        if (Cluster is { IsCaughtUp: false })
            Log.NobodyFound(log);
    }
}
