using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport;

/// <summary>
/// How many of the files that the process may open (RLIMIT_NOFILE of getrlimit(2)) its connections may take. Where none is left, .NET itself
/// gives up: it can load no more code and ends the process. The lowest free number is taken for each file, so the number
/// of a new one says how many are open. Off Linux there is no bound.
/// </summary>
public static class OpenFiles
{
    // For code, configuration, logs and the admin API.
    private const int Kept = 64;

    // Of all, for the connections that those of clients lead to.
    private const int ShareOfBackends = 8;

    private static readonly int Most = OperatingSystem.IsLinux() ? Limit() : int.MaxValue;

    /// <summary>Whether one more connection of a client could be accepted now.</summary>
    public static bool HasRoomForClient
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return true;
            var file = Libc.EventFile(0, Libc.EventCloseOnExec);
            if (file < 0)
                return false;
            _ = Libc.Close(file);
            return AllowsClient(file);
        }
    }

    /// <summary>Whether what was opened by that number may be a client's connection.</summary>
    public static bool AllowsClient(nint file) => file < Most - Kept - (Most / ShareOfBackends);

    /// <summary>Whether what was opened by that number may be a connection to a backend.</summary>
    public static bool AllowsBackend(nint file) => file < Most - Kept;

    private static unsafe int Limit()
    {
        ResourceLimit limit = default;
        return Libc.ResourceLimit(Libc.LimitOfFiles, &limit) == 0 ? (int)Math.Min(limit.Now, int.MaxValue) : int.MaxValue;
    }
}
