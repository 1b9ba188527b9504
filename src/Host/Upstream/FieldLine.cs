using System.Text;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// One field line, strictly (RFC 9112 section 5): a token, a colon right behind it, and a value without control characters.
/// Whitespace before the colon and folded lines are refused; the RFC would let a proxy repair them in responses, but
/// a backend that sends them is as likely to be misread by somebody else.
/// </summary>
internal readonly record struct FieldLine(string Name, string Value)
{
    /// <summary>False when the line, given without its CRLF, is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out FieldLine field)
    {
        field = default;
        var colon = line.IndexOf((byte)':');
        if (colon < 0 || !FieldSyntax.IsToken(line[..colon]))
            return false;

        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (!FieldSyntax.IsValue(value))
            return false;

        field = new FieldLine(KnownFields.Name(line[..colon]), Encoding.Latin1.GetString(value));
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
