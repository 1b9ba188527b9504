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

    /// <summary>What the coordinator of a cluster said.</summary>
    public static ChangeResult Of(RolloutOutcome outcome)
    {
        var errors = outcome.Problems.Select(problem =>
            new ConfigurationError(problem.File, problem.Line, problem.KeyPath, problem.Message) { Node = problem.Node }).ToArray();
        return outcome.Kind switch
        {
            RolloutKind.Applied => new ChangeResult(ChangeOutcome.Applied, outcome.Epoch, outcome.RestartNeeded, errors) { Watched = outcome.Watched },
            RolloutKind.Outdated => new ChangeResult(ChangeOutcome.Outdated, outcome.Epoch, [], []),
            RolloutKind.RolledBack => new ChangeResult(
                ChangeOutcome.RolledBack, outcome.Epoch, [], [.. errors.Select(error => new ConfigurationError("", 0, "", ReasonOf(error)))])
            { Watched = outcome.Watched },
            RolloutKind.NotOnTrial => new ChangeResult(ChangeOutcome.NotOnTrial, outcome.Epoch, [], []),
            RolloutKind.OnTrial => new ChangeResult(ChangeOutcome.OnTrial, outcome.Epoch, [], errors),
            RolloutKind.Unknown => new ChangeResult(ChangeOutcome.Unknown, outcome.Epoch, [], errors),
            _ => new ChangeResult(ChangeOutcome.Refused, outcome.Epoch, [], errors),
        };
    }

    /// <summary>The same for somebody who wanted it undone.</summary>
    public ChangeResult AsUndo() => Outcome switch
    {
        ChangeOutcome.RolledBack => this with { Outcome = ChangeOutcome.Applied, Errors = [] },
        ChangeOutcome.Applied => this with { Outcome = ChangeOutcome.RolledBack, Errors = [new ConfigurationError("", 0, "", "it was kept before")] },
        _ => this,
    };

    private static string ReasonOf(ConfigurationError error) => error.Node.Length > 0 ? $"{error.Node}: {error.Message}" : error.Message;
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

    /// <summary>A trial was to be ended, and there is none.</summary>
    NotOnTrial,

    /// <summary>Another one is on trial.</summary>
    OnTrial,
}
