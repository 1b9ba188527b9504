using ActorProxy.Bench.Load.Peers;

namespace ActorProxy.Bench.Load;

/// <summary>One run of a client program against one proxy, and what the proxy used meanwhile.</summary>
/// <param name="Run">What the client saw.</param>
/// <param name="Cpu">User and system time of the proxy's processes during the run.</param>
/// <param name="ResidentBytes">Of the proxy's processes at its end.</param>
internal sealed record Measurement(LoadRun Run, TimeSpan Cpu, long ResidentBytes)
{
    // Lets the proxy finish what the previous run left before its time is read.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public double RequestsPerSecond => Run.Requests / Run.Duration.TotalSeconds;

    public double CpuMicrosecondsPerRequest => Cpu.TotalMicroseconds / Run.Requests;

    /// <summary>A GB is 10^9 bytes.</summary>
    public double CpuSecondsPerGigabyte => Cpu.TotalSeconds / (Run.Bytes / 1e9);

    public long Errors => Run.SocketErrors + Run.BadStatuses;

    public static async Task<Measurement> TakeAsync(Workspace workspace, RunningPeer peer, Load load, int seconds, CancellationToken cancel)
    {
        await Task.Delay(Pause, cancel);
        var before = peer.Usage;
        var run = await load.RunAsync(workspace, peer.Endpoint, seconds, cancel);
        var after = peer.Usage;
        return new Measurement(run, after.Cpu - before.Cpu, after.ResidentBytes);
    }
}
