using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Listeners;

/// <summary>Listeners that are open but not yet counted among those of the node.</summary>
/// <param name="Settings">Towards which the change goes.</param>
/// <param name="Opened">By name.</param>
/// <param name="Errors">Why the change cannot be made; then <paramref name="Opened"/> is closed again.</param>
internal sealed record ListenerChange(
    ProxySettings Settings,
    IReadOnlyDictionary<string, ListenerServer> Opened,
    IReadOnlyList<string> Errors);
