namespace ActorProxy.Streams.Caching.Rules;

/// <summary>Comparing entity tags (RFC 9110 section 8.8.3.2).</summary>
public static class EntityTag
{
    /// <summary>Whether a tag stands in an If-None-Match list: weakly compared, <c>*</c> stands for all.</summary>
    public static bool IsListed(string? tag, string list) => list.AsSpan().Trim() is "*" || (tag is not null && Contains(list, tag));

    /// <summary>Both strong and the same.</summary>
    public static bool IsStrongMatch(string? left, string? right) => left is not null && left == right && !IsWeak(left);

    /// <summary>The same but for weakness.</summary>
    public static bool IsWeakMatch(string? left, string? right) => left is not null && right is not null && Opaque(left) == Opaque(right);

    private static bool IsWeak(string tag) => tag.StartsWith("W/", StringComparison.Ordinal);

    private static string Opaque(string tag) => IsWeak(tag) ? tag[2..] : tag;

    // A comma may stand inside a tag, so the list is walked by its quotes.
    private static bool Contains(ReadOnlySpan<char> list, ReadOnlySpan<char> tag)
    {
        var wanted = tag.StartsWith("W/") ? tag[2..] : tag;
        while (!list.IsEmpty)
        {
            list = list.TrimStart(" \t,");
            if (list.StartsWith("W/"))
                list = list[2..];
            var length = LengthOf(list);
            if (length > 0 && list[..length].TrimEnd(" \t").SequenceEqual(wanted))
                return true;
            list = list[length..];
        }

        return false;
    }

    // Up to the closing quote; of what is not quoted, up to the comma.
    private static int LengthOf(ReadOnlySpan<char> list)
    {
        var isQuoted = list.Length > 0 && list[0] == '"';
        var end = isQuoted ? list[1..].IndexOf('"') : list.IndexOf(',');
        return end < 0 ? list.Length : isQuoted ? end + 2 : end;
    }
}
