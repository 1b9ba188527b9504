namespace ActorProxy.Host.Configuration;

/// <summary>Asks the system to tell when anything happens in a directory.</summary>
internal static class DirectoryNotifier
{
    /// <summary>Null where there is no such directory or the system has no notifications left to give.</summary>
    /// <param name="directory">Not with what is below it.</param>
    /// <param name="notify">Called on any thread, often more than once for one change.</param>
    public static IDisposable? Start(string directory, Action notify)
    {
        try
        {
            var watcher = new FileSystemWatcher(directory);
            watcher.Changed += (_, _) => notify();
            watcher.Created += (_, _) => notify();
            watcher.Deleted += (_, _) => notify();
            watcher.Renamed += (_, _) => notify();
            watcher.Error += (_, _) => notify();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
