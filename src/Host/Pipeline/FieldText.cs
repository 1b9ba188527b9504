using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>Values of fields: joining their lines, and keeping what a variable brought in from breaking out of one (RFC 9110 section 5.5).</summary>
internal static class FieldText
{
    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(code => code != '\t').Select(code => (char)code), '\u007f']);

    /// <summary>All lines of a field as one list (RFC 9110 section 5.3); null without one.</summary>
    public static string? Joined(StringValues lines) => lines.Count > 0 ? lines.ToString() : null;

    /// <summary>The text with every control character replaced by a space; the same string when there is none.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(Forbidden))
            return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = Forbidden.Contains(source[i]) ? ' ' : source[i];
        }).Trim();
    }
}
