namespace ActorProxy.Host.Diagnostics;

/// <summary>How one backend answers: counters by status class and a histogram of durations.</summary>
internal sealed class BackendMetrics(long ticksPerSecond)
{
    /// <summary>Upper bounds of the buckets in seconds; one more bucket has none.</summary>
    public static readonly double[] Bounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private const int Classes = 6;
    private const int TicksCell = Classes;
    private const int BucketCells = Classes + 1;

    private readonly StripedCells _cells = new(BucketCells + Bounds.Length + 1);
    private readonly long[] _bounds = [.. Bounds.Select(bound => (long)(bound * ticksPerSecond))];

    /// <summary>Seconds that all requests took together.</summary>
    public double Seconds => _cells.Sum(TicksCell) / (double)ticksPerSecond;

    /// <summary>Requests that ended with a status of this class, 1 to 5.</summary>
    public long Responses(int statusClass) => _cells.Sum(statusClass);

    /// <summary>Requests in this bucket alone.</summary>
    public long Bucket(int bucket) => _cells.Sum(BucketCells + bucket);

    /// <summary>Counts one request that took this many ticks.</summary>
    public void Record(int status, long ticks)
    {
        var bucket = 0;
        while (bucket < _bounds.Length && ticks > _bounds[bucket])
            bucket++;

        var cells = _cells.Mine;
        Interlocked.Increment(ref cells[status is >= 100 and < 600 ? status / 100 : 0]);
        Interlocked.Increment(ref cells[BucketCells + bucket]);
        Interlocked.Add(ref cells[TicksCell], ticks);
    }
}
