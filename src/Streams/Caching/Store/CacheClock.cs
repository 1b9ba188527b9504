using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Caching.Store;

/// <summary>
/// Ages are counted by a clock that only goes forward, so that a change of the date makes nothing fresh for ever or stale at once.
/// </summary>
public sealed class CacheClock(TimeProvider time)
{
    /// <summary>What it counts by.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Seconds since some moment of this process.</summary>
    public double Now => (double)Time.GetTimestamp() / Time.TimestampFrequency;

    /// <summary>The date.</summary>
    public DateTimeOffset Date => Time.GetUtcNow();

    /// <summary>When the age of an answer that has just come was 0, in seconds of <see cref="Now"/>.</summary>
    public double BirthOf(in OriginAnswer answer) => Now - Freshness.InitialAge(answer.Fields, answer.ReceivedAt, answer.Delay);
}
