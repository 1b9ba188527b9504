namespace ActorProxy.Streams.Caching.Rules;

/// <summary>The client's own conditions, judged by what is stored (RFC 9110 section 13.2.2, RFC 9111 section 4.3.2).</summary>
public static class Preconditions
{
    /// <summary>Whether 304 answers the request: If-None-Match decides where it is there, If-Modified-Since only elsewhere.</summary>
    /// <param name="ifNoneMatch">All lines as one list; null without it.</param>
    /// <param name="ifModifiedSince">Null without it.</param>
    /// <param name="stored">Fields of the stored response.</param>
    /// <param name="received">When it was received, where it has neither Last-Modified nor Date.</param>
    public static bool IsNotModified(string? ifNoneMatch, string? ifModifiedSince, FieldLines stored, DateTimeOffset received)
    {
        if (ifNoneMatch is not null)
            return EntityTag.IsListed(stored.First("ETag"), ifNoneMatch);
        if (HttpDate.Parse(ifModifiedSince) is not { } since)
            return false;
        var changed = HttpDate.Parse(stored.First("Last-Modified")) ?? HttpDate.Parse(stored.First("Date")) ?? received;
        return changed <= since;
    }

    /// <summary>Whether a Range counts in spite of If-Range (RFC 9110 section 13.1.5): only a strong match lets it.</summary>
    public static bool AllowsRange(string? ifRange, FieldLines stored) => ifRange switch
    {
        null => true,
        _ when ifRange.StartsWith('"') || ifRange.StartsWith("W/", StringComparison.Ordinal) => EntityTag.IsStrongMatch(ifRange, stored.First("ETag")),
        _ => HttpDate.Parse(ifRange) is { } date && HttpDate.Parse(stored.First("Last-Modified")) == date,
    };
}
