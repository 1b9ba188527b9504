namespace ActorProxy.Host.Configuration.Values;

/// <summary>The name of a listener, pool or route: it goes into URLs, metrics and actor paths, so it is kept plain.</summary>
internal static class NameText
{
    private const int MaxLength = 100;

    public static Parsed<string> Parse(string text) =>
        text.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? text
            : new Wrong($"'{text}' is not a name: letters, digits, '-', '_' and '.', beginning with a letter or digit");
}
