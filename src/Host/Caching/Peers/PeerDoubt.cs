namespace ActorProxy.Host.Caching.Peers;

/// <summary>
/// Whether other nodes may still have what this one has just thrown away: a client that has changed something must not get the old
/// state back through another node.
/// </summary>
internal sealed class PeerDoubt
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    private long _since = long.MinValue;

    /// <summary>Something was thrown away.</summary>
    public void Raise(TimeProvider time) => Volatile.Write(ref _since, time.GetTimestamp());

    /// <summary>Whether that was just now.</summary>
    public bool IsFresh(TimeProvider time) => Volatile.Read(ref _since) is not long.MinValue and var since && time.GetElapsedTime(since) < Lasts;
}
