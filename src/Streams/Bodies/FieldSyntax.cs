using System.Buffers;

namespace ActorProxy.Streams.Bodies;

/// <summary>Which bytes may stand in field names and values (RFC 9110 section 5).</summary>
public static class FieldSyntax
{
    private const string TokenCharacters = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> TokenChars = SearchValues.Create(TokenCharacters);
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create([.. TokenCharacters.Select(c => (byte)c)]);
    private static readonly SearchValues<char> ControlChars = SearchValues.Create([.. Controls().Select(b => (char)b)]);
    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create([.. Controls()]);

    /// <summary>Whether it is a token: the shape of field names and methods.</summary>
    public static bool IsToken(ReadOnlySpan<byte> name) => !name.IsEmpty && !name.ContainsAnyExcept(TokenBytes);

    /// <inheritdoc cref="IsToken(ReadOnlySpan{byte})" />
    public static bool IsToken(ReadOnlySpan<char> name) => !name.IsEmpty && !name.ContainsAnyExcept(TokenChars);

    /// <summary>Whether it has no control character but the tab.</summary>
    public static bool IsValue(ReadOnlySpan<byte> value) => !value.ContainsAny(ControlBytes);

    /// <inheritdoc cref="IsValue(ReadOnlySpan{byte})" />
    public static bool IsValue(ReadOnlySpan<char> value) => !value.ContainsAny(ControlChars);

    private static IEnumerable<byte> Controls() =>
        Enumerable.Range(0, 32).Append(127).Where(code => code != '\t').Select(code => (byte)code);
}
