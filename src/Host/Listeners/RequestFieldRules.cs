using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// How Kestrel decodes request fields, and what it must not let through. It takes any visible character for part of a name, which a
/// backend may drop or replace and so see another field (RFC 9110 section 5.1 allows tokens alone).
/// </summary>
internal static class RequestFieldRules
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly DigitsEncoding Lengths = new();

    /// <summary>For a field name, the pseudo-fields of HTTP/2 included. Throws what Kestrel answers with 400 when it is no token.</summary>
    public static Encoding EncodingOf(string name)
    {
        if (name.AsSpan(name.StartsWith(':') ? 1 : 0).ContainsAnyExcept(TokenCharacters))
            throw new BadHttpRequestException("A field name must be a token.");
        // Bytes of values pass unchanged: Latin-1 both ways is the identity.
        return name == "Content-Length" ? Lengths : Encoding.Latin1;
    }
}
