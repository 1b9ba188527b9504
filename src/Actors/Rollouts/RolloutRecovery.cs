namespace ActorProxy.Actors.Rollouts;

/// <summary>What a new coordinator has found, and has to do.</summary>
/// <param name="State">From which it goes on.</param>
/// <param name="Behind">Nodes that serve less than what was decided.</param>
/// <param name="Undone">Epochs that nodes prepared for, or served on trial, and nobody decided.</param>
/// <param name="Completed">The epoch that was decided and not yet served by all; 0: none.</param>
internal sealed record RolloutRecovery(RolloutState State, IReadOnlyList<string> Behind, IReadOnlyList<long> Undone, long Completed);
