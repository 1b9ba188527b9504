using ActorProxy.Streams.Compression;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>
/// Entity tags of encoded responses (RFC 9110 section 8.8.3). A strong tag promises the same bytes, so each coding has one of its own:
/// <c>"abc"</c> becomes <c>"abc-gzip"</c>. A weak tag promises the same meaning and stays.
/// </summary>
internal static class EntityTag
{
    private static readonly string[] Suffixes = [.. Enumerable.Range(0, ContentCodings.Count).Select(coding => $"-{((ContentCoding)coding).Name()}\"")];

    /// <summary>The tag of a response in this coding.</summary>
    public static string Of(string tag, ContentCoding coding) =>
        coding is not ContentCoding.Identity && tag.Length >= 2 && tag[0] == '"' && tag[^1] == '"' ? $"{tag.AsSpan(0, tag.Length - 1)}{Suffix(coding)}" : tag;

    /// <summary>Whether a list of tags names this one.</summary>
    public static bool Names(StringValues list, string tag)
    {
        foreach (var line in list)
        {
            if (line?.Contains(tag, StringComparison.Ordinal) == true)
                return true;
        }

        return false;
    }

    /// <summary>
    /// The list with the backend's own tag before each tag that has the suffix of one of these codings. The suffixed one stays: it
    /// may have come from the backend like that. Null when there is none.
    /// </summary>
    public static StringValues? Undo(StringValues list, ReadOnlySpan<ContentCoding> codings)
    {
        string?[]? undone = null;
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is { } line && UndoLine(line, codings) is { } changed)
                (undone ??= list.ToArray())[i] = changed;
        }

        return undone is null ? default(StringValues?) : new StringValues(undone);
    }

    private static string? UndoLine(string line, ReadOnlySpan<ContentCoding> codings)
    {
        var undone = "";
        foreach (var coding in codings)
        {
            var suffix = Suffix(coding);
            for (var at = line.IndexOf(suffix, StringComparison.Ordinal); at >= 0; at = line.IndexOf(suffix, at + 1, StringComparison.Ordinal))
            {
                // No quote can stand inside a tag.
                var quote = at == 0 ? -1 : line.LastIndexOf('"', at - 1);
                if (quote < 0)
                    return null;
                var start = quote >= 2 && line[quote - 1] == '/' && line[quote - 2] == 'W' ? quote - 2 : quote;
                undone += $"{line.AsSpan(start, at - start)}\", ";
            }
        }

        return undone.Length == 0 ? null : undone + line;
    }

    private static string Suffix(ContentCoding coding) => Suffixes[(int)coding];
}
