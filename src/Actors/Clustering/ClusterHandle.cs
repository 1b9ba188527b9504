using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using Akka.Actor;
using static ActorProxy.Actors.Clustering.ClusterProtocol;

namespace ActorProxy.Actors.Clustering;

/// <summary>This node's membership, for those who are not actors.</summary>
public sealed class ClusterHandle
{
    private static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(20);

    /// <summary>The version of what nodes say to each other.</summary>
    public const int Protocol = WireFormat.Version;

    private readonly IActorRef _cluster;
    private readonly ClusterViewCell _cell;
    private readonly NodeDirectory _nodes;

    private ClusterHandle(IActorRef cluster, ClusterViewCell cell, ContactPoint self, NodeDirectory nodes)
    {
        (_cluster, _cell, _nodes) = (cluster, cell, nodes);
        Self = self;
    }

    /// <summary>This node's name among the nodes, with the real port.</summary>
    public ContactPoint Self { get; }

    /// <summary>Who is there.</summary>
    public ClusterView View => _cell.Current;

    /// <summary>The system that is a member; null between two of them.</summary>
    internal ActorSystem? Actors => _nodes.System;

    internal static async Task<ClusterHandle> StartAsync(
        ActorSystem local, ClusterSettings settings, string akkaJson, Func<NodeInfo> about, Action<LogLine> log)
    {
        var cell = new ClusterViewCell();
        var nodes = new NodeDirectory(about);
        var plan = new ClusterPlan(settings, akkaJson, [nodes], log);
        var actor = local.ActorOf(Props.Create(() => new ClusterActor(plan, cell)), "cluster");
        var begun = await actor.Ask<Begun>(new Begin()).ConfigureAwait(false);
        return new ClusterHandle(actor, cell, begun.Self, nodes);
    }

    /// <summary>What every member says about itself now; null for one that does not answer.</summary>
    public async Task<IReadOnlyList<(ClusterMember Member, NodeInfo? Info)>> AskNodesAsync()
    {
        var asked = View.Members.Select(async member => (member, await _nodes.AskAsync(member.Address).ConfigureAwait(false)));
        return await Task.WhenAll(asked).ConfigureAwait(false);
    }

    /// <summary>Hands over what this node owns and takes leave of the others, in bounded time.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            await _cluster.Ask<Left>(new Leave(), LeaveTime).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            // The others will notice by themselves that this node is gone.
        }
    }
}
