namespace ActorProxy.Actors.Rollouts;

/// <summary>What a coordinator is doing.</summary>
internal enum RolloutPhase
{
    /// <summary>It is new and asks all where they stand.</summary>
    Recovering,

    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>It asks whether all can serve a proposal.</summary>
    Preparing,

    /// <summary>One node serves it on trial.</summary>
    Watching,

    /// <summary>They can, and are told to.</summary>
    Committing,
}
