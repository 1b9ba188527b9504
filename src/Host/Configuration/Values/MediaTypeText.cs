using System.Buffers;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>
/// A media type without parameters (RFC 9110 section 8.3.1), or a pattern of several: <c>text/*</c>, <c>application/*+json</c>, <c>*/*</c>.
/// </summary>
internal static class MediaTypeText
{
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static Parsed<string> Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || parts.Any(part => part.Length == 0 || part.AsSpan().ContainsAnyExcept(Token)))
            return new Wrong($"'{text}' is not a media type: write text/html, \"text/*\" or \"application/*+json\", without parameters");
        var isPattern = text == "*/*" || (!parts[0].Contains('*') && parts[1].LastIndexOf('*') <= 0);
        return isPattern
            ? text
            : new Wrong($"'{text}' has its wildcard in the wrong place: it may only begin what follows the slash, as in \"text/*\" or \"application/*+json\"");
    }
}
