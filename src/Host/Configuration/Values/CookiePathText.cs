namespace ActorProxy.Host.Configuration.Values;

/// <summary>The path of a cookie (RFC 6265 section 4.1.2.4).</summary>
internal static class CookiePathText
{
    public static Parsed<string> Parse(string text) => text.StartsWith('/') && text.All(c => c is > ' ' and < '\x7f' and not ';')
        ? text
        : new Wrong($"'{text}' is not the path of a cookie: it begins with '/' and has no blank and no ';'");
}
