namespace ActorProxy.Bench.Load.Peers;

/// <summary>A reverse proxy that is measured. All of them get the same task: see bench/README.md.</summary>
internal abstract class Peer
{
    /// <summary>As in <c>--only</c> and <c>--also</c>, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it runs when nobody asks for it by name.</summary>
    public virtual bool ByDefault => true;

    /// <summary>Whether it can do what is asked for; what cannot stays out without a word.</summary>
    public virtual bool Fits(Topology topology) => true;

    /// <summary>What is measured, for the report; known after <see cref="PrepareAsync"/>.</summary>
    public string Version { get; protected set; } = "";

    /// <summary>Once, before the first start: finds or builds the program.</summary>
    /// <exception cref="BenchException">It cannot be had; this peer is left out.</exception>
    public abstract Task PrepareAsync(Workspace workspace, CancellationToken cancel);

    /// <summary>Starts the proxy and waits until it serves.</summary>
    /// <exception cref="BenchException">It does not.</exception>
    public abstract Task<RunningPeer> StartAsync(Workspace workspace, Topology topology, CancellationToken cancel);
}
