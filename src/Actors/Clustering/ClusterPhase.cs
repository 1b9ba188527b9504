namespace ActorProxy.Actors.Clustering;

/// <summary>What this node's life among the others looks like.</summary>
public enum ClusterPhase
{
    /// <summary>There is no cluster in the configuration.</summary>
    Off,

    /// <summary>The part of this node that talks to others is being started, for the first time or anew.</summary>
    Starting,

    /// <summary>It looks for others and asks to be let in.</summary>
    Joining,

    /// <summary>It is a member.</summary>
    Up,

    /// <summary>It takes its leave.</summary>
    Leaving,
}
