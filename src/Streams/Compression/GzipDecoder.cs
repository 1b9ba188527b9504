using System.IO.Compression;

namespace ActorProxy.Streams.Compression;

/// <summary>gzip (RFC 1952), one member or several, by the zlib of the framework, which checks sum and length of each member.</summary>
internal sealed class GzipDecoder : ContentDecoder
{
    private const byte Mark = 0x55;

    // The gzip file of the mark. A GZipStream does not say whether a member is open, but members may follow one another: given after
    // the last byte, this decodes to the mark alone only if none is.
    private static readonly byte[] Marked = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 0x0b, 5, 0, 0xf6, 0x4a, 0x03, 0xc9, 1, 0, 0, 0];

    private readonly FeedStream _feed = new();
    private readonly GZipStream _stream;

    public GzipDecoder(DecodeBounds bounds)
        : base(bounds) => _stream = new GZipStream(_feed, CompressionMode.Decompress, leaveOpen: true);

    protected override bool TryDecode(ReadOnlyMemory<byte> input, Span<byte> output, out int consumed, out int written)
    {
        (consumed, written) = (0, 0);
        try
        {
            _feed.Feed(input);
            written = _stream.Read(output);
            consumed = input.Length - _feed.Left;
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    protected override bool IsAtEnd()
    {
        Span<byte> rest = stackalloc byte[Marked.Length];
        return TryDecode(Marked, rest, out _, out var count) && count == 1 && rest[0] == Mark
            && TryDecode(default, rest, out _, out count) && count == 0;
    }

    protected override void Dispose(bool disposing) => _stream.Dispose();
}
