using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Rollouts;

/// <summary>What became of a proposal.</summary>
/// <param name="Kind">In a word.</param>
/// <param name="Epoch">That is served now.</param>
/// <param name="RestartNeeded">Key paths that take effect only after a restart.</param>
/// <param name="Problems">Of which node and why, when nothing was changed; and who has not confirmed yet, when it was.</param>
/// <param name="Watched">What was seen of a guarded one; null: it was not, or not on trial.</param>
public sealed record RolloutOutcome(
    RolloutKind Kind, long Epoch, ValueList<string> RestartNeeded, ValueList<RolloutProblem> Problems, WatchReport? Watched = null) : IWireMessage
{
    /// <summary>Whether it may come to something when it is proposed again as it is.</summary>
    public bool IsOpen => Kind is RolloutKind.Unknown or RolloutKind.OnTrial or RolloutKind.NotNow;
}

/// <summary>The ways a proposal ends.</summary>
public enum RolloutKind
{
    /// <summary>Every node serves it.</summary>
    Applied,

    /// <summary>Some node would not; nothing was changed anywhere.</summary>
    Refused,

    /// <summary>Another epoch is served than the author thought.</summary>
    Outdated,

    /// <summary>Nobody answered: it was made, or will be, or not. The status shows.</summary>
    Unknown,

    /// <summary>One node served it on trial, and then none.</summary>
    RolledBack,

    /// <summary>A trial was to be ended, and there is none.</summary>
    NotOnTrial,

    /// <summary>Another one is on trial. Older nodes take it for <see cref="Refused"/>, which it is.</summary>
    OnTrial,

    /// <summary>Not all nodes can be asked now. Older nodes take it for <see cref="Refused"/>, which it is.</summary>
    NotNow,
}
