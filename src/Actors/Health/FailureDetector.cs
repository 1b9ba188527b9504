using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Health;

/// <summary>
/// Counts failures of one backend on the request path, without a lock, and calls <paramref name="crossed"/> when the last N
/// lie within the window. Counting then starts anew, so that the failures of one outage call once and not each.
/// </summary>
internal sealed class FailureDetector(PassiveHealthSettings settings, TimeProvider time, Action crossed)
{
    // The times of the last N failures, as a ring: failure number n is in slot n % N.
    private readonly long[] _times = new long[settings.Failures];
    private long _count;
    private long _countedFrom;

    public void Record()
    {
        var now = time.GetTimestamp();
        var number = Interlocked.Increment(ref _count);
        Volatile.Write(ref _times[number % settings.Failures], now);

        var from = Volatile.Read(ref _countedFrom);
        if (number - from < settings.Failures)
            return;

        var oldest = Volatile.Read(ref _times[(number + 1) % settings.Failures]);
        if (time.GetElapsedTime(oldest, now) > settings.Window)
            return;

        // Of the threads that see one crossing, one wins.
        if (Interlocked.CompareExchange(ref _countedFrom, number, from) == from)
            crossed();
    }
}
