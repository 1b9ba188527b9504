using ActorProxy.Transport.Connections;

namespace ActorProxy.Host.Diagnostics;

/// <summary>The client connections of one listener.</summary>
internal sealed class ListenerMetrics : IConnectionCounter
{
    private long _opened;
    private long _closed;
    private long _parked;
    private long _released;

    /// <summary>Connections accepted so far.</summary>
    public long Opened => Volatile.Read(ref _opened);

    /// <summary>Connections open now.</summary>
    public long Open => Math.Max(0, Opened - Volatile.Read(ref _closed));

    /// <summary>Those of the open ones that have waited for bytes for a while and hold nothing else.</summary>
    public long Parked => Volatile.Read(ref _parked);

    /// <summary>How often the server has let go of what it had for a connection and nobody needed.</summary>
    public long Released => Volatile.Read(ref _released);

    /// <inheritdoc />
    public void ConnectionOpened() => Interlocked.Increment(ref _opened);

    /// <inheritdoc />
    public void ConnectionClosed() => Interlocked.Increment(ref _closed);

    /// <inheritdoc />
    public void CountParked(int change) => Interlocked.Add(ref _parked, change);

    /// <inheritdoc />
    public void ServerReleased() => Interlocked.Increment(ref _released);
}
