namespace ActorProxy.Host.Diagnostics;

/// <summary>The client connections of one listener.</summary>
internal sealed class ListenerMetrics
{
    private long _opened;
    private long _closed;

    /// <summary>Connections accepted so far.</summary>
    public long Opened => Volatile.Read(ref _opened);

    /// <summary>Connections open now.</summary>
    public long Open => Math.Max(0, Opened - Volatile.Read(ref _closed));

    /// <summary>Called when a connection is accepted.</summary>
    public void ConnectionOpened() => Interlocked.Increment(ref _opened);

    /// <summary>Called exactly once for each <see cref="ConnectionOpened"/>.</summary>
    public void ConnectionClosed() => Interlocked.Increment(ref _closed);
}
