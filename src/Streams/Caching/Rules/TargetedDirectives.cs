namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// CDN-Cache-Control (RFC 9213): a dictionary of structured fields (RFC 9651 section 3.2) which, where it is valid and not empty,
/// takes the place of Cache-Control and Expires. One that breaks the syntax, or gives a number where none is, is ignored as a whole.
/// </summary>
internal static class TargetedDirectives
{
    /// <summary>The field.</summary>
    public const string FieldName = "CDN-Cache-Control";

    private const string True = "?1";
    private const string False = "?0";

    /// <summary>Null when Cache-Control counts.</summary>
    public static CacheDirectives? Parse(string? list)
    {
        if (string.IsNullOrWhiteSpace(list) || Members(list.AsSpan().Trim(" \t")) is not { } members)
            return null;
        var directives = new CacheDirectives();
        foreach (var (key, value) in members)
        {
            if (IsNumber(key) && DeltaSeconds.Parse(value) is null)
                return null;
            if (value != False)
                directives = directives.And(key, IsNumber(key) ? value : null);
        }

        return directives;
    }

    // Of a key that comes twice the last counts.
    private static Dictionary<string, string>? Members(ReadOnlySpan<char> list)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new StructuredReader(list);
        while (true)
        {
            ReadOnlySpan<char> value = True;
            if (!reader.TryTakeKey(out var key) || (reader.TryTake('=') && !reader.TryTakeValue(out value)) || !reader.TrySkipParameters())
                return null;
            members[key.ToString()] = value.ToString();
            reader.SkipBlanks();
            if (reader.IsAtEnd)
                return members;
            if (!reader.TryTake(','))
                return null;
            reader.SkipBlanks();
        }
    }

    private static bool IsNumber(string key) => key is "max-age" or "s-maxage" or "stale-while-revalidate" or "stale-if-error";
}
