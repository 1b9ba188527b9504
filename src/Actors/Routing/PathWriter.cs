using System.Buffers;
using System.Globalization;
using System.Text;

namespace ActorProxy.Actors.Routing;

/// <summary>
/// Builds a normalized path segment by segment, in a buffer as long as the raw one: nothing ever gets longer.
/// </summary>
internal ref struct PathWriter(Span<char> buffer)
{
    private readonly Span<char> _buffer = buffer;
    private int _length;

    /// <summary>The path so far.</summary>
    public readonly ReadOnlySpan<char> Written => _buffer[.._length];

    /// <summary>Adds a segment, without its slash; false when the path must be refused.</summary>
    public bool TryAdd(ReadOnlySpan<char> raw, bool isLast)
    {
        var before = _length;
        _buffer[_length++] = '/';
        if (!TryDecode(raw))
            return false;

        var segment = _buffer[(before + 1).._length];
        if (segment is not ("." or ".."))
            return !HidesDots(segment);

        // RFC 3986 section 5.2.4: the segment goes, with ".." the one before it too, and a path that ended in one ends in a slash.
        _length = before;
        if (segment.Length == 2 && !TryRemoveLast())
            return false;
        if (isLast)
            _buffer[_length++] = '/';
        return true;
    }

    // Nothing is above the root. Servers that merge slashes would remove another segment than the empty one.
    private bool TryRemoveLast()
    {
        if (_length == 0)
            return true;
        if (Written is [.., '/'])
            return false;
        _length = Written.LastIndexOf('/');
        return true;
    }

    private bool TryDecode(ReadOnlySpan<char> raw)
    {
        while (!raw.IsEmpty)
        {
            if (raw[0] != '%')
            {
                if (StaysEscaped(raw[0]))
                    return false;
                _buffer[_length++] = raw[0];
                raw = raw[1..];
            }
            else if (!TryReadRune(raw, out var rune, out var used) || rune.Value == 0)
            {
                return false;
            }
            else
            {
                Write(rune);
                raw = raw[used..];
            }
        }

        return true;
    }

    private void Write(Rune rune)
    {
        if (rune.IsAscii && StaysEscaped((char)rune.Value))
        {
            _buffer[_length++] = '%';
            rune.Value.TryFormat(_buffer[_length..], out var digits, "X2", CultureInfo.InvariantCulture);
            _length += digits;
        }
        else
        {
            _length += rune.EncodeToUtf16(_buffer[_length..]);
        }
    }

    // RFC 3629: one to four escaped bytes, the shortest form only and no surrogates.
    private static bool TryReadRune(ReadOnlySpan<char> raw, out Rune rune, out int used)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < bytes.Length && raw[(3 * count)..] is ['%', var high, var low, ..] &&
            char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
            bytes[count++] = byte.Parse([high, low], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

        var status = Rune.DecodeFromUtf8(bytes[..count], out rune, out var consumed);
        used = 3 * consumed;
        return status == OperationStatus.Done;
    }

    private static bool StaysEscaped(char c) => c is '%' or '/' or '\\' or '?' or '#' or < ' ' or '\x7f';

    // Some servers cut parameters off before they look for dot segments, some decode %2F and %5C before: "..;x" and "..%2Fx"
    // are dot segments to them.
    private static bool HidesDots(ReadOnlySpan<char> segment)
    {
        while (true)
        {
            var slash = EncodedSlash(segment);
            var part = slash < 0 ? segment : segment[..slash];
            var parameters = part.IndexOf(';');
            if ((parameters < 0 ? part : part[..parameters]) is "." or "..")
                return true;
            if (slash < 0)
                return false;
            segment = segment[(slash + 3)..];
        }
    }

    private static int EncodedSlash(ReadOnlySpan<char> segment)
    {
        var slash = segment.IndexOf("%2F");
        var backslash = segment.IndexOf("%5C");
        return slash < 0 || (backslash >= 0 && backslash < slash) ? backslash : slash;
    }
}
