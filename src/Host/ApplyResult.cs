namespace ActorProxy.Host;

/// <summary>What became of a new configuration.</summary>
/// <param name="Epoch">The epoch that serves now: the new one, or the old one when there are errors.</param>
/// <param name="RestartNeeded">Key paths that changed but take effect only after a restart.</param>
/// <param name="Errors">Why nothing was changed; empty when it was.</param>
internal sealed record ApplyResult(long Epoch, IReadOnlyList<string> RestartNeeded, IReadOnlyList<string> Errors);
