using ActorProxy.Actors.Health;
using ActorProxy.Actors.Load;
using ActorProxy.Actors.Purges;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Sessions;
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
    private readonly SessionsPart _sessions;
    private readonly RolloutPart _rollouts;
    private readonly PurgePart _purges;

    private ClusterHandle(
        IActorRef cluster, ClusterViewCell cell, ContactPoint self, NodeDirectory nodes, SessionsPart sessions, RolloutPart rollouts, PurgePart purges)
    {
        (_cluster, _cell, _nodes, _sessions, _rollouts, _purges) = (cluster, cell, nodes, sessions, rollouts, purges);
        Self = self;
    }

    /// <summary>This node's name among the nodes, with the real port.</summary>
    public ContactPoint Self { get; }

    /// <summary>By which nodes know each other; null: they do without.</summary>
    public NodeCredentials? Credentials { get; private init; }

    /// <summary>Who is there.</summary>
    public ClusterView View => _cell.Current;

    /// <summary>Sessions without a cookie that this node knows of, its own and those of others.</summary>
    public int ReplicatedSessions => _sessions.Replicated;

    /// <summary>The system that is a member; null between two of them.</summary>
    internal ActorSystem? Actors => _nodes.System;

    internal static async Task<ClusterHandle> StartAsync(
        ProxySystem proxy,
        ClusterSettings settings,
        string akkaJson,
        Func<NodeInfo> about,
        IConfigurationNode configuration,
        IPurgeNode caches,
        TimeProvider time,
        Action<LogLine> log)
    {
        var cell = new ClusterViewCell();
        var nodes = new NodeDirectory(about);
        var sessions = new SessionsPart(proxy.Sessions, cell, time);
        var rollouts = new RolloutPart(configuration, nodes, cell, time);
        var purges = new PurgePart(caches, cell);
        var health = new HealthPart(proxy.Cell, proxy.Actors, cell, time);
        var load = new LoadPart(proxy.Cell, cell, settings.LoadPeriod, time);
        var credentials = settings.Tls is { } tls ? NodeCredentials.Load(tls) : null;
        var plan = new ClusterPlan(settings, credentials, akkaJson, [nodes, sessions, rollouts, purges, health, load], log);
        var actor = proxy.Actors.ActorOf(Props.Create(() => new ClusterActor(plan, cell, nodes)), "cluster");
        var begun = await actor.Ask<Begun>(new Begin()).ConfigureAwait(false);
        return new ClusterHandle(actor, cell, begun.Self, nodes, sessions, rollouts, purges) { Credentials = credentials };
    }

    /// <summary>Whether this node has once served what all others serve.</summary>
    public bool IsCaughtUp => _rollouts.IsCaughtUp;

    /// <summary>Lets all nodes serve a configuration, or none.</summary>
    public Task<RolloutOutcome> ProposeAsync(Proposal proposal) => _rollouts.ProposeAsync(proposal);

    /// <summary>Ends the trial that there is: all serve what is on trial, or none does.</summary>
    /// <param name="epoch">Only if this one is on trial; null: whichever is.</param>
    /// <param name="isKept">Whether all are to serve it.</param>
    public Task<RolloutOutcome> EndTrialAsync(long? epoch, bool isKept) => _rollouts.EndTrialAsync(epoch ?? 0, isKept);

    /// <summary>
    /// Throws away what is stored on this node and on all others; returns when those that can be reached have answered, in bounded time.
    /// Throws IOException when it cannot be kept here.
    /// </summary>
    public Task<PurgeOutcome> PurgeAsync(PurgeOrder order) => _purges.PurgeAsync(order);

    /// <summary>What every member says about itself now; null for one that does not answer.</summary>
    public async Task<IReadOnlyList<(ClusterMember Member, NodeInfo? Info)>> AskNodesAsync()
    {
        var asked = View.Members.Select(async member => (member, await _nodes.AskAsync(member.Address).ConfigureAwait(false)));
        return await Task.WhenAll(asked).ConfigureAwait(false);
    }

    /// <summary>What one node says about itself now; null when it does not answer.</summary>
    public Task<NodeInfo?> AskNodeAsync(ContactPoint node) => _nodes.AskAsync(node);

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
