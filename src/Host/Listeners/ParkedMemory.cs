namespace ActorProxy.Host.Listeners;

/// <summary>
/// Gives back what connections of the server that nobody needed have left behind (docs/decisions/0017). A server that has gone quiet allocates
/// nothing, so its collector would not find out; it is told when a wave of them is over.
/// </summary>
internal sealed class ParkedMemory : IDisposable
{
    /// <summary>Connections that have left some megabytes, which nobody would notice below that.</summary>
    public const long Worthwhile = 1000;

    /// <summary>How often at most: clients that come again and again in waves are no reason to stop for each.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // What stays decides how long a collection stops everything: some 20 ms for this much.
    private const long SmallHeap = 128 * 1024 * 1024;

    private readonly Func<long> _released;
    private readonly Action _collect;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _seen;
    private long _collected;
    private long _notBefore;

    /// <param name="released">How many connections the server has let go of so far.</param>
    /// <param name="time">When to look.</param>
    /// <param name="collect">Gives it back.</param>
    public ParkedMemory(Func<long> released, TimeProvider time, Action collect)
    {
        (_released, _time, _collect) = (released, time, collect);
        _notBefore = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((ParkedMemory)state!).Look(), this, Interval, Interval);
    }

    /// <summary>
    /// A small heap is compacted and what is free goes back to the system, which a collection in the background does not do. A large one is
    /// collected in the background.
    /// </summary>
    public static void Collect()
    {
        var isSmall = GC.GetTotalMemory(forceFullCollection: false) < SmallHeap;
        GC.Collect(GC.MaxGeneration, isSmall ? GCCollectionMode.Aggressive : GCCollectionMode.Forced, blocking: isSmall, compacting: isSmall);
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var released = _released();
        var isOver = released == _seen;
        _seen = released;
        var now = _time.GetTimestamp();
        if (!isOver || released - _collected < Worthwhile || now < _notBefore)
            return;
        _collected = released;
        _notBefore = now + (long)(Rest.TotalSeconds * _time.TimestampFrequency);
        _collect();
    }
}
