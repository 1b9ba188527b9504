namespace ActorProxy.Bench.Load.Soak;

/// <summary>What a process holds at a moment.</summary>
/// <param name="Descriptors">Open ones, sockets above all.</param>
/// <param name="Threads">Of the process.</param>
/// <param name="ResidentBytes">Of the process and its children.</param>
internal sealed record ProcessSample(int Descriptors, int Threads, long ResidentBytes)
{
    /// <summary>From <c>/proc/PID</c> (proc(5)).</summary>
    /// <exception cref="BenchException">The process is gone.</exception>
    public static ProcessSample Take(ChildProcess process)
    {
        try
        {
            return new ProcessSample(Count(process.Id, "fd"), Count(process.Id, "task"), ProcessUsage.OfTree(process.Id).ResidentBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BenchException($"the proxy is gone; its last words were: {process.LastWords}");
        }
    }

    private static int Count(int process, string what) => Directory.EnumerateFileSystemEntries($"/proc/{process}/{what}").Count();
}
