using ActorProxy.Host.Configuration;
using ActorProxy.Host.Listeners;

namespace ActorProxy.Host;

/// <summary>A configuration that a node could serve at once, or why it cannot.</summary>
/// <param name="Configuration">Which one.</param>
/// <param name="Listeners">Those that are new are open.</param>
/// <param name="RestartNeeded">Key paths that differ but take effect only after a restart.</param>
internal sealed record PreparedChange(LoadedConfiguration Configuration, ListenerChange Listeners, IReadOnlyList<string> RestartNeeded)
{
    /// <summary>Why it cannot.</summary>
    public IReadOnlyList<string> Errors => Listeners.Errors;
}
