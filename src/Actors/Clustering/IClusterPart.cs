using Akka.Actor;

namespace ActorProxy.Actors.Clustering;

/// <summary>Something that this node does together with others: its actors live and die with the system that is a member.</summary>
internal interface IClusterPart
{
    /// <summary>Starts its actors in a new system, which is not a member yet. Called once for each system.</summary>
    void Start(ActorSystem system);

    /// <summary>That system has ended; there may be another later.</summary>
    void Ended();
}
