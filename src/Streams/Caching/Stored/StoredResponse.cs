using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Streams.Caching.Stored;

/// <summary>
/// One stored response: what it is, how long it is fresh, and its body. All but its place in the cache is fixed; a confirmation by the
/// origin makes another one over the same body.
/// </summary>
public sealed class StoredResponse
{
    private const int Overhead = 400;

    /// <summary>Status.</summary>
    public required int Status { get; init; }

    /// <summary>Where the origin's differs from the usual one.</summary>
    public string? Reason { get; init; }

    /// <summary>As they are given to clients, without Age.</summary>
    public required FieldLines Fields { get; init; }

    /// <summary>What the origin says about using it.</summary>
    public required CacheDirectives Directives { get; init; }

    /// <summary>Seconds of freshness, counted from age 0.</summary>
    public required double Lifetime { get; init; }

    /// <summary>When its age was 0, by the clock of <see cref="CacheClock"/>, which no change of the date moves.</summary>
    public required double BornAt { get; init; }

    /// <summary>By the calendar.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The request fields that select it.</summary>
    public required Vary Vary { get; init; }

    /// <summary>What the request had for them.</summary>
    public required string VaryKey { get; init; }

    /// <summary>The bytes.</summary>
    public required CachedBody Body { get; init; }

    /// <summary>The body in content codings.</summary>
    public EncodedVariants Encoded { get; init; } = new();

    /// <summary>Which way its length is known before the body is whole; -1: not.</summary>
    public long AnnouncedLength { get; init; } = -1;

    /// <summary>Validator; null without one.</summary>
    public string? ETag => Fields.First("ETag");

    /// <summary>Validator; null without one.</summary>
    public string? LastModified => Fields.First("Last-Modified");

    /// <summary>Bytes of memory that it takes, by estimate for all but the body.</summary>
    public long Weight => Body.MemoryLength + Encoded.Length + HeadWeight;

    /// <summary>What the host made of it for answering; null at first. Written by anybody, always with the same meaning.</summary>
    public object? Prepared { get; set; }

    /// <summary>How often it was used lately, 0 to 3: what its stay in memory depends on.</summary>
    internal byte Uses { get; set; }

    /// <summary>Whether it waits among the newcomers.</summary>
    internal bool IsSmall { get; set; }

    /// <summary>What the budget has counted for it.</summary>
    internal long CountedWeight { get; set; }

    /// <summary>Whether it is in the cache no more; readers may still be at it.</summary>
    internal bool IsGone { get; set; }

    /// <summary>Whether it must not come back: it was purged, or another took its place.</summary>
    internal bool WasThrownAway { get; set; }

    /// <summary>Its place in the order of all that was stored and purged.</summary>
    internal long Sequence { get; set; }

    /// <summary>Where it belongs.</summary>
    internal CacheEntry? Entry { get; set; }

    private long HeadWeight => Overhead + (2L * VaryKey.Length) + WeightOf(Fields) + WeightOf(Body.Trailers);

    /// <summary>Seconds.</summary>
    public double Age(double now) => Math.Max(0, now - BornAt);

    /// <summary>The same after the origin has confirmed it, or with its freshness taken.</summary>
    public StoredResponse Renewed(FieldLines fields, CacheDirectives directives, double lifetime, double bornAt, DateTimeOffset receivedAt) => new()
    {
        Status = Status,
        Reason = Reason,
        Fields = fields,
        Directives = directives,
        Lifetime = lifetime,
        BornAt = bornAt,
        ReceivedAt = receivedAt,
        Vary = Vary,
        VaryKey = VaryKey,
        Body = Body,
        Encoded = Encoded,
        AnnouncedLength = AnnouncedLength,
    };

    private static long WeightOf(FieldLines fields) => fields.Sum(line => 60L + (2 * line.Value.Length));
}
