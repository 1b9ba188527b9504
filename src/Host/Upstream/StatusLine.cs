using System.Text;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Upstream;

/// <summary>The first line of a response (RFC 9112 section 4), and the memory of the last one.</summary>
internal sealed class StatusLine
{
    private const int ShortestLine = 12;

    private byte[] _bytes = [];

    private static ReadOnlySpan<byte> Version => "HTTP/1."u8;

    public int Status { get; private set; }

    public string? Reason { get; private set; }

    public bool IsHttp10 { get; private set; }

    /// <summary>
    /// Reads a line without its CRLF: <c>HTTP/1.x NNN reason</c>, where the reason and the space before it may be missing.
    /// False when it is something else.
    /// </summary>
    public bool TryParse(ReadOnlySpan<byte> line)
    {
        if (line.Length < ShortestLine)
            return false;
        if (line.SequenceEqual(_bytes))
            return true;
        if (!line.StartsWith(Version) || !char.IsAsciiDigit((char)line[7]) || line[8] != ' ')
            return false;
        if (!TryParseStatus(line[9..ShortestLine], out var status) || (line.Length > ShortestLine && line[ShortestLine] != ' '))
            return false;

        var reason = line.Length > 13 ? line[13..] : [];
        if (!FieldSyntax.IsValue(reason))
            return false;

        Status = status;
        Reason = reason.IsEmpty ? null : Encoding.Latin1.GetString(reason);
        IsHttp10 = line[7] == '0';
        _bytes = line.ToArray();
        return true;
    }

    /// <summary>Whether a status line may begin so: what is not HTTP is refused before its line ends, if it ever does.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> bytes) => Version[..Math.Min(bytes.Length, Version.Length)].SequenceEqual(
        bytes[..Math.Min(bytes.Length, Version.Length)]);

    private static bool TryParseStatus(ReadOnlySpan<byte> digits, out int status)
    {
        status = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            status = (status * 10) + (digit - '0');
        }

        return status is >= 100 and <= 599;
    }
}
