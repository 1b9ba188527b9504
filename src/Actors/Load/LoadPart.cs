using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Routing;
using Akka.Actor;

namespace ActorProxy.Actors.Load;

/// <summary>Load in a cluster: what is in flight through one node counts on all.</summary>
internal sealed class LoadPart(RoutingTableCell cell, ClusterViewCell view, TimeSpan? period, TimeProvider time) : IClusterPart
{
    public void Start(ActorSystem system) =>
        system.ActorOf(Props.Create(() => new LoadShareActor(cell, view, period, time)), LoadShareActor.Name);

    public void Ended()
    {
        // The actor took back what it had written when it stopped.
    }
}
