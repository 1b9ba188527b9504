namespace ActorProxy.Actors.Rollouts;

/// <summary>Why a node does not take a configuration.</summary>
/// <param name="Node">Which one.</param>
/// <param name="File">As an error of a configuration names it; empty: none.</param>
/// <param name="Line">From 1; 0 when no line is meant.</param>
/// <param name="KeyPath">Empty when no key is meant.</param>
/// <param name="Message">What is wrong.</param>
public sealed record RolloutProblem(string Node, string File, int Line, string KeyPath, string Message);
