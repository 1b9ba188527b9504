namespace ActorProxy.Host.Configuration;

/// <summary>
/// What a running process cannot change. A reload applies everything else and names these, which go on as they were.
/// </summary>
internal static class RestartNeeds
{
    private static readonly (string KeyPath, Func<LoadedConfiguration, object?> Value)[] Fixed =
    [
        ("proxy.transport", c => c.Settings.Transport),
        ("proxy.admin.enabled", c => c.Settings.Admin.Enabled),
        ("proxy.admin.address", c => c.Settings.Admin.Address),
        // Kestrel counts connections from the start of a listener and never looks at the bound again.
        ("proxy.limits.max-connections", c => c.Settings.Limits.Connections),
        ("proxy.access-log.enabled", c => c.Settings.AccessLog.Enabled),
        ("proxy.access-log.path", c => c.Settings.AccessLog.Path),
        ("proxy.cluster", c => c.Settings.Cluster),
        ("akka", c => c.AkkaJson),
    ];

    /// <summary>The key paths that differ and need a restart, in the order of the reference.</summary>
    public static IReadOnlyList<string> Between(LoadedConfiguration running, LoadedConfiguration wanted) =>
        [.. Fixed.Where(part => !Equals(part.Value(running), part.Value(wanted))).Select(part => part.KeyPath)];
}
