using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Rollouts;

/// <summary>A configuration that somebody wants all nodes to serve. The coordinator answers it by <see cref="RolloutOutcome"/>.</summary>
/// <param name="Source">Who sent it, for the log and the history.</param>
/// <param name="Message">What the author says about it.</param>
/// <param name="Text">The configuration.</param>
/// <param name="IfEpoch">Only if this one is served; 0: in any case.</param>
/// <param name="Guard">Only if one node has stood this trial with it; null: at once.</param>
/// <param name="IsPatient">
/// Whether it waits for the end of a trial, as a changed file does and whatever older nodes propose; or else it is refused meanwhile, for its
/// author is there to decide what is to become of that.
/// </param>
public sealed record Proposal(
    string Source, string Message, string Text, long IfEpoch = 0, GuardSettings? Guard = null, bool IsPatient = false) : IWireMessage;
