namespace ActorProxy.Actors.Rollouts;

/// <summary>One configuration that all nodes serve, or are to serve.</summary>
/// <param name="Epoch">Its number: higher than all before it.</param>
/// <param name="AppliedAt">In UTC.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Message">What its author says about it.</param>
/// <param name="Text">As it was written.</param>
/// <param name="ProposalId">Of the <see cref="Proposal"/> that it was made of, if that has one.</param>
public sealed record ConfigurationVersion(long Epoch, DateTimeOffset AppliedAt, string Source, string Message, string Text, string ProposalId = "");
