using System.Buffers;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>A name in Via: a token, or a host with a port (RFC 9110 section 7.6.3); empty for none.</summary>
internal static class PseudonymText
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:[]");

    public static Parsed<string> Parse(string text) => text.AsSpan().ContainsAnyExcept(Allowed)
        ? new Wrong($"'{text}' cannot stand in Via: letters, digits, '-', '_' and '.', without blanks")
        : text;
}
