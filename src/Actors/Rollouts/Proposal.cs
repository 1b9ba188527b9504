using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Rollouts;

/// <summary>A configuration that somebody wants all nodes to serve. The coordinator answers it by <see cref="RolloutOutcome"/>.</summary>
/// <param name="Source">Who sent it, for the log and the history.</param>
/// <param name="Message">What the author says about it.</param>
/// <param name="Text">The configuration.</param>
/// <param name="IfEpoch">Only if this one is served; 0: in any case.</param>
/// <param name="Guard">Only if one node has stood this trial with it; null: at once.</param>
/// <param name="Id">
/// By which it is known, so that it can be proposed again and is not made twice; empty: it is proposed once, and its author sees to the rest.
/// </param>
public sealed record Proposal(
    string Source, string Message, string Text, long IfEpoch = 0, GuardSettings? Guard = null, string Id = "") : IWireMessage
{
    /// <summary>Whether it waits until it can be made, such as a changed file, which nobody would save again.</summary>
    public bool IsPatient => Id.Length > 0;
}
