using ActorProxy.Actors.Clustering;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace ActorProxy.Actors.Sessions;

/// <summary>Sessions in a cluster: owners in shards, bindings without a cookie replicated.</summary>
internal sealed class SessionsPart(SessionBook book, ClusterViewCell view, TimeProvider time) : IClusterPart
{
    private readonly ReplicatedBindings _bindings = new(time);

    /// <summary>Bindings without a cookie on this node, its own and those of others.</summary>
    public int Replicated => _bindings.Count;

    public void Start(ActorSystem system)
    {
        system.ActorOf(Props.Create(() => new ReplicaActor(_bindings)), "session-replicas");
        var region = ClusterSharding.Get(system).Start(
            "session",
            Props.Create(() => new SessionActor(_bindings)),
            ClusterShardingSettings.Create(system).WithPassivateIdleAfter(TimeSpan.Zero),
            new SessionShards(),
            new SessionShards.KeepWhereTheyAre(),
            PoisonPill.Instance);
        book.Owners.Use(system.ActorOf(Props.Create(() => new SessionDeskActor(region, book.Learn)), "sessions"), view);
    }

    // What was decided is remembered; what comes new is decided alone.
    public void Ended() => book.Owners.Use(null, view);
}
