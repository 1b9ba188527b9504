using ActorProxy.Actors.Rollouts;

namespace ActorProxy.Host.Diagnostics;

/// <summary>How the node as a whole answers, by which a configuration on trial is judged.</summary>
internal sealed class TrafficMeter(long ticksPerSecond)
{
    private const int ErrorsCell = DurationBuckets.Count;

    private readonly StripedCells _cells = new(DurationBuckets.Count + 1);
    private readonly double _microsecondsPerTick = 1e6 / ticksPerSecond;

    /// <summary>Counts one request that took this many ticks. What became another protocol is as long as its client likes, and no answer.</summary>
    public void Record(int status, long ticks)
    {
        if (status < 200)
            return;
        var cells = _cells.Mine;
        Interlocked.Increment(ref cells[DurationBuckets.IndexOf((long)(ticks * _microsecondsPerTick))]);
        if (status >= 500)
            Interlocked.Increment(ref cells[ErrorsCell]);
    }

    /// <summary>All that was counted.</summary>
    /// <param name="inFlight">Requests that are being served.</param>
    /// <param name="ejections">By passive health.</param>
    public TrafficFigures Figures(long inFlight, long ejections)
    {
        // Errors first: never more of them than requests.
        var errors = _cells.Sum(ErrorsCell);
        var durations = new long[DurationBuckets.Count];
        for (var bucket = 0; bucket < durations.Length; bucket++)
            durations[bucket] = _cells.Sum(bucket);
        return new TrafficFigures(durations.Sum(), errors, inFlight, ejections, durations);
    }
}
