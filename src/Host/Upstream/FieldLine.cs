using System.Text;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// One field line of a response, strictly (RFC 9112 section 5): a token, a colon, and a value without control characters. Whitespace
/// before the colon is taken away, as a proxy must (section 5.1), and the field then counts like any other, for framing too. Folded
/// lines are refused; the RFC would let a proxy repair them, but a backend that sends them is as likely to be misread by somebody else.
/// </summary>
internal readonly record struct FieldLine(string Name, string Value)
{
    /// <summary>False when the line, given without its CRLF, is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out FieldLine field)
    {
        field = default;
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
            return false;
        var name = line[..colon].TrimEnd(" \t"u8);
        if (!FieldSyntax.IsToken(name))
            return false;

        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (!FieldSyntax.IsValue(value))
            return false;

        field = new FieldLine(KnownFields.Name(name), Encoding.Latin1.GetString(value));
        return true;
    }

    /// <summary>Reads a trailer section of CRLF lines; fields that may not trail are left out. False when a line is none.</summary>
    public static bool TryParseTrailers(ReadOnlySpan<byte> section, FieldList trailers)
    {
        while (!section.IsEmpty)
        {
            var end = section.IndexOf("\r\n"u8);
            if (!TryParse(section[..end], out var field))
                return false;
            if (KnownFields.MayTrail(field.Name))
                trailers.Add(field.Name, field.Value);
            section = section[(end + 2)..];
        }

        return true;
    }
}
