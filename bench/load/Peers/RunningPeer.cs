namespace ActorProxy.Bench.Load.Peers;

/// <summary>A proxy that serves on a loopback port until it is disposed.</summary>
/// <param name="Name">Of the peer.</param>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="Process">The root of its processes.</param>
/// <param name="StartTime">From the start of the process until it said, or showed, that it serves.</param>
internal sealed record RunningPeer(string Name, Endpoint Endpoint, ChildProcess Process, TimeSpan StartTime) : IAsyncDisposable
{
    /// <summary>Where ActorProxy tells about itself.</summary>
    public Endpoint? Admin { get; init; }

    /// <summary>What all its processes have used so far.</summary>
    public ProcessUsage Usage => ProcessUsage.OfTree(Process.Id);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
