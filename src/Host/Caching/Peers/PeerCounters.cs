namespace ActorProxy.Host.Caching.Peers;

/// <summary>What became of fetches that another node owns.</summary>
internal sealed class PeerCounters
{
    private long _answered;
    private long _fallbacks;

    /// <summary>Answered by the owner.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Made from the origin after all, since the owner could not be asked or had no answer.</summary>
    public long Fallbacks => Volatile.Read(ref _fallbacks);

    public void CountAnswered() => Interlocked.Increment(ref _answered);

    public void CountFallback() => Interlocked.Increment(ref _fallbacks);
}
