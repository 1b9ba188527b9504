using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Routing;
using Akka.Actor;

namespace ActorProxy.Actors.Health;

/// <summary>Health in a cluster: one prober for each backend, and what nodes find out shared.</summary>
internal sealed class HealthPart(RoutingTableCell cell, ActorSystem local, ClusterViewCell view, TimeProvider time) : IClusterPart
{
    private readonly SharedHealth _share = SharedHealth.Of(local);

    public void Start(ActorSystem system)
    {
        system.ActorOf(Props.Create(() => new HealthShareActor(cell, _share, view, local, time)), HealthShareActor.Name);
        _share.Use(system, view);
    }

    public void Ended() => _share.Use(null, view);
}
