using System.Buffers;

namespace ActorProxy.Streams.Bodies;

/// <summary>
/// Takes the chunked coding off a body (RFC 9112 section 7.1) as the bytes come. It is strict where implementations
/// differ, since that is what smuggling lives on: only hexadecimal digits, only CRLF, bounded digits, extensions and
/// trailers.
/// </summary>
public sealed class ChunkedDecoder
{
    /// <summary>Hexadecimal digits of a chunk size at most, leading zeros included.</summary>
    public const int MaxSizeDigits = 16;

    /// <summary>Bytes of chunk extensions in one body at most; they carry nothing, but cost work.</summary>
    public const int MaxExtensionBytes = 4096;

    /// <summary>Bytes of the trailer section at most.</summary>
    public const int MaxTrailerBytes = 8192;

    // What a step returns in place of the number of bytes that it took.
    private const int Incomplete = 0;
    private const int Malformed = -1;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private Expect _expect;
    private int _extensionBytes;

    private enum Expect : byte
    {
        Size,
        Data,
        DataEnd,
        Trailers,
        Nothing,
    }

    /// <summary>Bytes of the current chunk that are still to come.</summary>
    public long ChunkRemaining { get; private set; }

    /// <summary>Makes it ready for another body.</summary>
    public void Reset()
    {
        _expect = Expect.Size;
        _extensionBytes = 0;
        ChunkRemaining = 0;
    }

    /// <summary>
    /// Decodes all that is there. The data of several chunks is moved together inside <paramref name="input"/>, so that it
    /// is one piece whatever chunks the sender made. A fault is told by the call after the last good data.
    /// </summary>
    public DecodedBody Decode(Span<byte> input)
    {
        var (position, dataStart, dataLength) = (0, 0, 0);
        while (true)
        {
            var expected = _expect;
            var taken = Step(input[position..]);
            if (taken <= 0)
            {
                var status = taken == Malformed && dataLength == 0 ? DecodeStatus.Invalid : DecodeStatus.More;
                return new DecodedBody(status, position, dataStart, dataLength);
            }

            if (expected is Expect.Trailers)
                return new DecodedBody(DecodeStatus.Done, position + taken, dataStart, dataLength, position, taken - 2);

            if (expected is Expect.Data)
            {
                if (dataLength == 0)
                    dataStart = position;
                else
                    input.Slice(position, taken).CopyTo(input[(dataStart + dataLength)..]);
                dataLength += taken;
            }

            position += taken;
        }
    }

    private int Step(ReadOnlySpan<byte> rest) => _expect switch
    {
        Expect.Size => ReadSize(rest),
        Expect.Data => ReadData(rest),
        Expect.DataEnd => ReadDataEnd(rest),
        Expect.Trailers => ReadTrailers(rest),
        _ => Malformed,
    };

    private int ReadSize(ReadOnlySpan<byte> rest)
    {
        var length = LineLength(rest, MaxSizeDigits + MaxExtensionBytes + 2);
        if (length <= 0)
            return length;

        var line = rest[..(length - 2)];
        var digits = line.IndexOfAnyExcept(HexDigits);
        if (digits < 0)
            digits = line.Length;
        if (!TryParseSize(line[..digits], out var size) || !TakeExtension(line[digits..]))
            return Malformed;

        ChunkRemaining = size;
        _expect = size == 0 ? Expect.Trailers : Expect.Data;
        return length;
    }

    private int ReadData(ReadOnlySpan<byte> rest)
    {
        var taken = (int)Math.Min(ChunkRemaining, rest.Length);
        ChunkRemaining -= taken;
        if (ChunkRemaining == 0)
            _expect = Expect.DataEnd;
        return taken;
    }

    private int ReadDataEnd(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 2)
            return Incomplete;
        if (!rest.StartsWith("\r\n"u8))
            return Malformed;
        _expect = Expect.Size;
        return 2;
    }

    // Taken as a whole once its empty line is there.
    private int ReadTrailers(ReadOnlySpan<byte> rest)
    {
        var position = 0;
        while (true)
        {
            var length = LineLength(rest[position..], MaxTrailerBytes - position);
            if (length <= 0)
                return length;
            position += length;
            if (length > 2)
                continue;
            _expect = Expect.Nothing;
            return position;
        }
    }

    // A line with its CRLF.
    private static int LineLength(ReadOnlySpan<byte> rest, int limit)
    {
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
            return rest.Length >= limit ? Malformed : Incomplete;
        return end >= 1 && end < limit && rest[end - 1] == '\r' ? end + 1 : Malformed;
    }

    private static bool TryParseSize(ReadOnlySpan<byte> digits, out long size)
    {
        size = 0;
        if (digits.IsEmpty || digits.Length > MaxSizeDigits)
            return false;
        foreach (var digit in digits)
            size = (size << 4) | (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return size >= 0;
    }

    // chunk-ext = *( BWS ";" ... ): nobody asks what it says, but a control character in it is how others are misled.
    private bool TakeExtension(ReadOnlySpan<byte> extension)
    {
        if (extension.IsEmpty)
            return true;
        _extensionBytes += extension.Length;
        return _extensionBytes <= MaxExtensionBytes
            && extension.TrimStart(" \t"u8) is [(byte)';', ..]
            && FieldSyntax.IsValue(extension);
    }
}
