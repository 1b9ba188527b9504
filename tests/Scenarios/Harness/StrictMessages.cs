using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorProxy.Scenarios.Harness;

/// <summary>
/// Judges bytes that the proxy sent: one message after another, each in the one form that no two parsers read differently
/// (RFC 9112). The last one may be cut off.
/// </summary>
internal static partial class StrictMessages
{
    private const string Token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    // Other control characters may stay in a value (RFC 9110 section 5.5).
    private const string Fields = $"(?:{Token}: ?[^\\r\\n\\0]*\\r\\n)*\\r\\n";

    /// <summary>What is wrong with the requests that an origin got, or null.</summary>
    public static string? FaultOfRequests(string bytes)
    {
        while (bytes.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var head = Request().Match(bytes);
            if (!head.Success)
                return $"no request head: {Show(bytes)}";
            var fields = new RawMessage(head.Value, "", "", [], true);
            if (fields.Values("Host").Length != 1)
                return $"not one Host: {Show(head.Value)}";
            if (Skip(bytes[head.Length..], fields, mayHaveBody: true, untilClose: false) is not { } rest)
                return $"framing: {Show(bytes)}";
            bytes = rest;
        }

        return null;
    }

    /// <summary>What is wrong with the responses to GET requests that a client got, or null.</summary>
    public static string? FaultOfResponses(string bytes)
    {
        while (bytes.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var head = Response().Match(bytes);
            if (!head.Success)
                return $"no response head: {Show(bytes)}";
            var fields = new RawMessage(head.Value, "", "", [], true);
            // Of the proxy itself: what an origin says carries Via.
            if (fields.Status == 500 && fields.Values("Via").Length == 0)
                return "a bug: 500";
            if (Skip(bytes[head.Length..], fields, fields.Status is >= 200 and not (204 or 304), untilClose: true) is not { } rest)
                return $"framing: {Show(bytes)}";
            bytes = rest;
        }

        return null;
    }

    // What follows the body; nothing when it is cut off; null when its framing is not plain.
    private static string? Skip(string bytes, RawMessage head, bool mayHaveBody, bool untilClose)
    {
        var (lengths, codings) = (head.Values("Content-Length"), head.Values("Transfer-Encoding"));
        if (lengths.Length + codings.Length > 1 || codings.Any(coding => coding != "chunked"))
            return null;
        if (codings.Length == 1)
            return SkipChunks(bytes);
        if (lengths.Length == 1)
        {
            if (!long.TryParse(lengths[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                return null;
            return !mayHaveBody ? bytes : bytes[(int)Math.Min(length, bytes.Length)..];
        }

        return mayHaveBody && untilClose ? "" : bytes;
    }

    private static string? SkipChunks(string bytes)
    {
        while (bytes.Contains('\n'))
        {
            var line = ChunkSize().Match(bytes);
            if (!line.Success)
                return null;
            var size = int.Parse(line.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            bytes = bytes[line.Length..];
            if (size == 0)
                return bytes.Contains("\r\n", StringComparison.Ordinal) ? Trailers().Match(bytes) is { Success: true } end ? bytes[end.Length..] : null : "";
            if (bytes.Length < size + 2)
                return "";
            if (bytes.Substring(size, 2) != "\r\n")
                return null;
            bytes = bytes[(size + 2)..];
        }

        return "";
    }

    private static string Show(string bytes) => Regex.Escape(bytes.Length > 600 ? bytes[..600] : bytes);

    [GeneratedRegex($"\\A{Token} [\\x21-\\x7e\\x80-\\xff]+ HTTP/1\\.1\\r\\n{Fields}")]
    private static partial Regex Request();

    [GeneratedRegex($"\\AHTTP/1\\.1 [1-9][0-9]{{2}} [\\t\\x20-\\x7e\\x80-\\xff]*\\r\\n{Fields}")]
    private static partial Regex Response();

    [GeneratedRegex("\\A([0-9a-fA-F]{1,7})\\r\\n")]
    private static partial Regex ChunkSize();

    [GeneratedRegex($"\\A{Fields}")]
    private static partial Regex Trailers();
}
