namespace ActorProxy.Host.Configuration.Values;

/// <summary>The name of a cookie: a token (RFC 6265 section 4.1.1, RFC 9110 section 5.6.2).</summary>
internal static class CookieNameText
{
    public static Parsed<string> Parse(string text) => IsToken(text) ? text : new Wrong($"'{text}' is not the name of a cookie: letters, digits, '-' and '_'");

    public static bool IsToken(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
