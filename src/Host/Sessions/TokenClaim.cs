using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ActorProxy.Host.Sessions;

/// <summary>
/// Reads a claim of a bearer token (RFC 7519) without verifying it: it decides which backend serves, not who somebody is.
/// </summary>
internal static class TokenClaim
{
    private const string Scheme = "Bearer ";
    private const int Longest = 8192;

    /// <summary>The claim as text; null when there is none.</summary>
    public static string? Find(string authorization, string claim)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length > Longest)
            return null;
        var token = authorization.AsSpan(Scheme.Length).Trim(' ');
        var first = token.IndexOf('.');
        var length = first < 0 ? -1 : token[(first + 1)..].IndexOf('.');
        return length <= 0 ? null : Read(token.Slice(first + 1, length), claim);
    }

    private static string? Read(ReadOnlySpan<char> payload, string claim)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        try
        {
            return Base64Url.IsValid(payload) && Base64Url.TryDecodeFromChars(payload, buffer, out var length)
                ? Value(buffer.AsSpan(0, length), claim)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string? Value(ReadOnlySpan<byte> json, string claim)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(claim);
            reader.Read();
            if (isIt)
                return reader.TokenType is JsonTokenType.String ? reader.GetString() : reader.TokenType is JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : null;
            reader.Skip();
        }

        return null;
    }
}
