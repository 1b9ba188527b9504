namespace ActorProxy.Streams.Caching.Store;

/// <summary>What happened in a cache.</summary>
public sealed class CacheCounters
{
    private long _stored;
    private long _evicted;

    /// <summary>Responses taken in.</summary>
    public long StoredCount => Volatile.Read(ref _stored);

    /// <summary>Responses that had to go for others.</summary>
    public long EvictedCount => Volatile.Read(ref _evicted);

    internal void Stored() => Interlocked.Increment(ref _stored);

    internal void Evicted() => Interlocked.Increment(ref _evicted);
}
