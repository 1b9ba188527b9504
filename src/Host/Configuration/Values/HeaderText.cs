using System.Buffers;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>The name of a header that a route may change: a token (RFC 9110 section 5.6.2) that frames no message.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // They belong to one connection or delimit the body (RFC 9110 section 7.6.1, RFC 9112 section 6): both sides write their own.
    private static readonly HashSet<string> PerConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect",
    };

    public static Parsed<string> Parse(string text)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAnyExcept(Token))
            return new Wrong($"'{text}' is not a header name");
        return PerConnection.Contains(text)
            ? new Wrong($"'{text}' belongs to one connection and cannot be changed here")
            : text;
    }
}
