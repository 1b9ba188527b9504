using System.Numerics;

namespace ActorProxy.Actors.Rollouts;

/// <summary>
/// Durations sorted into buckets, each a fifth wider than the one before: close enough to compare percentiles, and found by shifting bits.
/// </summary>
public static class DurationBuckets
{
    private const int FirstOctave = 6;
    private const int Octaves = 21;
    private const int InOctave = 4;

    /// <summary>How many there are: the first is for up to 64 µs, the last for 2 minutes and all above.</summary>
    public const int Count = 1 + (Octaves * InOctave);

    /// <summary>Where a duration belongs.</summary>
    public static int IndexOf(long microseconds)
    {
        if (microseconds < 1 << FirstOctave)
            return 0;
        var octave = BitOperations.Log2((ulong)microseconds);
        var quarter = (int)(microseconds >> (octave - 2)) & 3;
        return Math.Min(1 + ((octave - FirstOctave) * InOctave) + quarter, Count - 1);
    }

    /// <summary>The end of the bucket that this share of all durations, 0 to 1, does not go beyond; zero when there are none.</summary>
    public static TimeSpan Percentile(IReadOnlyList<long> counts, double share)
    {
        var rank = (long)Math.Ceiling(counts.Sum() * share);
        if (rank == 0)
            return TimeSpan.Zero;
        var bucket = 0;
        for (var seen = counts[0]; seen < rank && bucket < counts.Count - 1; seen += counts[bucket])
            bucket++;
        return EndOf(bucket);
    }

    private static TimeSpan EndOf(int bucket)
    {
        if (bucket == 0)
            return TimeSpan.FromMicroseconds(1 << FirstOctave);
        var octave = FirstOctave + ((bucket - 1) / InOctave);
        var quarter = (bucket - 1) % InOctave;
        return TimeSpan.FromMicroseconds((InOctave + quarter + 1L) << (octave - 2));
    }
}
