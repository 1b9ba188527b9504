using ActorProxy.Transport.Connections;

namespace ActorProxy.Host.Diagnostics;

/// <summary>The client connections of one listener.</summary>
internal sealed class ListenerMetrics : IConnectionCounter
{
    private long _opened;
    private long _closed;
    private long _parked;
    private long _parkings;

    /// <summary>Connections accepted so far.</summary>
    public long Opened => Volatile.Read(ref _opened);

    /// <summary>Connections open now.</summary>
    public long Open => Math.Max(0, Opened - Volatile.Read(ref _closed));

    /// <summary>Those of the open ones that wait for bytes and hold nothing else.</summary>
    public long Parked => Volatile.Read(ref _parked);

    /// <summary>How often a connection has become one of those.</summary>
    public long Parkings => Volatile.Read(ref _parkings);

    /// <inheritdoc />
    public void ConnectionOpened() => Interlocked.Increment(ref _opened);

    /// <inheritdoc />
    public void ConnectionClosed() => Interlocked.Increment(ref _closed);

    /// <inheritdoc />
    public void CountParked(int change)
    {
        Interlocked.Add(ref _parked, change);
        if (change > 0)
            Interlocked.Increment(ref _parkings);
    }
}
