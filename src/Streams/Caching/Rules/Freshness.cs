namespace ActorProxy.Streams.Caching.Rules;

/// <summary>How long a response is fresh and how old it was when it came (RFC 9111 sections 4.2.1 to 4.2.3). Seconds.</summary>
public static class Freshness
{
    // A tenth of the time since the last change is the usual heuristic; a day bounds what nobody has promised.
    private const double HeuristicShare = 0.1;
    private const double LongestHeuristic = 24 * 60 * 60;

    /// <summary>What the response says it is fresh for; null when it does not say.</summary>
    public static double? Explicit(CacheDirectives directives, FieldLines fields, DateTimeOffset received, bool isTargeted)
    {
        if ((directives.SharedMaxAge ?? directives.MaxAge) is { } seconds)
            return seconds;
        // Targeted directives take the place of Expires too (RFC 9213 section 2.2).
        if (isTargeted || fields.First("Expires") is not { } expires)
            return null;
        var date = HttpDate.Parse(fields.First("Date")) ?? received;
        return HttpDate.Parse(expires) is { } end ? Math.Max(0, (end - date).TotalSeconds) : 0;
    }

    /// <summary>A guess from Last-Modified (RFC 9111 section 4.2.2); 0 without one.</summary>
    public static double Heuristic(FieldLines fields, DateTimeOffset received)
    {
        if (HttpDate.Parse(fields.First("Last-Modified")) is not { } changed)
            return 0;
        var date = HttpDate.Parse(fields.First("Date")) ?? received;
        return Math.Clamp((date - changed).TotalSeconds * HeuristicShare, 0, LongestHeuristic);
    }

    /// <summary>The age when it was received; <paramref name="delay"/> is how long the answer took.</summary>
    public static double InitialAge(FieldLines fields, DateTimeOffset received, double delay)
    {
        var apparent = HttpDate.Parse(fields.First("Date")) is { } date ? Math.Max(0, (received - date).TotalSeconds) : 0;
        return Math.Max(apparent, AgeValue(fields) + delay);
    }

    // Only the first member of a list counts, and what is no number does not (RFC 9111 section 5.1).
    private static int AgeValue(FieldLines fields)
    {
        var age = fields.First("Age").AsSpan();
        var comma = age.IndexOf(',');
        return DeltaSeconds.Parse((comma < 0 ? age : age[..comma]).Trim(" \t")) ?? 0;
    }
}
