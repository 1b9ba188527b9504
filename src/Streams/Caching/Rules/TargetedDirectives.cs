using System.Buffers;

namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// CDN-Cache-Control (RFC 9213): a dictionary of structured fields (RFC 9651 section 3.2) which, where it is valid and not empty,
/// takes the place of Cache-Control and Expires. One that breaks the syntax, or gives a number where none is, is ignored as a whole.
/// </summary>
internal static class TargetedDirectives
{
    /// <summary>The field.</summary>
    public const string FieldName = "CDN-Cache-Control";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.*");

    /// <summary>Null when Cache-Control counts.</summary>
    public static CacheDirectives? Parse(string? list)
    {
        if (string.IsNullOrWhiteSpace(list) || list.AsSpan().TrimEnd(" \t").EndsWith(','))
            return null;
        var directives = new CacheDirectives();
        foreach (var member in Members(list))
        {
            var equals = member.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? BeforeParameters(member) : member[..equals];
            if (!IsKey(key))
                return null;
            var value = equals < 0 ? null : BeforeParameters(member[(equals + 1)..]);
            if (value is "" || (value is not null && !IsItem(value)) || IsWrongType(key, value))
                return null;
            if (value != "?0")
                directives = directives.And(key, IsNumber(key) ? value : null);
        }

        return directives;
    }

    private static IEnumerable<string> Members(string list)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < list.Length; i++)
        {
            if (quoted && list[i] == '\\')
                i++;
            else if (list[i] == '"')
                quoted = !quoted;
            else if (list[i] == ',' && !quoted)
            {
                yield return list[start..i].Trim(' ', '\t');
                start = i + 1;
            }
        }

        yield return list[start..].Trim(' ', '\t');
    }

    private static string BeforeParameters(string item)
    {
        var end = item.StartsWith('"') ? item.IndexOf(';', Math.Max(item.LastIndexOf('"'), 0)) : item.IndexOf(';', StringComparison.Ordinal);
        return end < 0 ? item : item[..end].TrimEnd(' ');
    }

    private static bool IsKey(string key) =>
        key.Length > 0 && (char.IsAsciiLetterLower(key[0]) || key[0] == '*') && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

    // An integer or decimal, a string, a token, a byte sequence, a boolean, or an inner list, which is taken unread.
    private static bool IsItem(string value) => value[0] switch
    {
        '"' => value.Length >= 2 && value[^1] == '"' && !value.AsSpan().ContainsAnyExceptInRange(' ', '~'),
        ':' => value.Length >= 2 && value[^1] == ':',
        '?' => value is "?0" or "?1",
        '(' => value[^1] == ')',
        '-' or (>= '0' and <= '9') => !value.AsSpan(1).ContainsAnyExcept(NumberCharacters) && value[^1] != '.' && value != "-",
        '*' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => !value.Contains(' ', StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsNumber(string key) => key is "max-age" or "s-maxage" or "stale-while-revalidate" or "stale-if-error";

    private static bool IsWrongType(string key, string? value) => IsNumber(key) && DeltaSeconds.Parse(value) is null;
}
