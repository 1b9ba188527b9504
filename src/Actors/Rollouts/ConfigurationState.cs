using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>Where a node stands in a rollout.</summary>
/// <param name="Prepared">What it could serve at once; an epoch of 0: nothing.</param>
/// <param name="IsCaughtUp">Whether it serves what all serve, as far as it has heard since it became a member.</param>
internal sealed record ConfigurationState(ConfigurationVersion Prepared, bool IsCaughtUp)
{
    public static ConfigurationState New { get; } = new(Nothing, IsCaughtUp: false);

    public ConfigurationState OnPrepared(ConfigurationVersion version, bool isFit) => this with { Prepared = isFit ? version : Nothing };

    public ConfigurationState On(Abort abort) => Prepared.Epoch == abort.Epoch ? this with { Prepared = Nothing } : this;

    public ConfigurationState OnTrial() => this with { Prepared = Nothing };

    public ConfigurationState OnUndone() => this with { Prepared = Nothing, IsCaughtUp = false };

    public ConfigurationState OnServing() => this with { Prepared = Nothing, IsCaughtUp = true };
}
