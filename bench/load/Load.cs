namespace ActorProxy.Bench.Load;

/// <summary>What a client program is to send.</summary>
/// <param name="Path">The target.</param>
/// <param name="Connections">Keep-alive connections.</param>
internal abstract record Load(string Path, int Connections)
{
    protected static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    /// <summary>Of a table.</summary>
    public virtual string Caption => $"{Connections} connections";

    /// <summary>Drives an endpoint for a time: for measuring.</summary>
    /// <exception cref="BenchException">The client program failed.</exception>
    public abstract Task<LoadRun> RunAsync(Workspace workspace, Endpoint endpoint, int seconds, CancellationToken cancel);

    /// <summary>So many requests for each connection, which are all busy at once: for counting.</summary>
    /// <exception cref="BenchException">A connection broke.</exception>
    public abstract Task RunFixedAsync(Workspace workspace, Endpoint endpoint, int perConnection, CancellationToken cancel);
}
