using ActorProxy.Actors.Rollouts;
using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Admin;

/// <summary>What became of a change.</summary>
/// <param name="Outcome">Whether it was made.</param>
/// <param name="Epoch">That is served now.</param>
/// <param name="RestartNeeded">Key paths that differ but take effect only after a restart.</param>
/// <param name="Errors">Why it was refused; or, when it was made, which nodes have not confirmed it yet.</param>
internal sealed record ChangeResult(
    ChangeOutcome Outcome,
    long Epoch,
    IReadOnlyList<string> RestartNeeded,
    IReadOnlyList<ConfigurationError> Errors)
{
    /// <summary>What was seen while it was on trial; null: it was not.</summary>
    public WatchReport? Watched { get; init; }
}

/// <summary>The ways a change ends.</summary>
internal enum ChangeOutcome
{
    /// <summary>It is served.</summary>
    Applied,

    /// <summary>It has errors; the last good configuration goes on.</summary>
    Refused,

    /// <summary>Somebody else has changed the configuration in between.</summary>
    Outdated,

    /// <summary>Nobody said in time how it ended.</summary>
    Unknown,

    /// <summary>It did not stand its trial; what was served before goes on.</summary>
    RolledBack,
}
