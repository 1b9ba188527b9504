using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ActorProxy.Streams.Compression;

/// <summary>Zstandard (RFC 8878), one frame or several, by ZstdSharp.</summary>
internal sealed class ZstdDecoder : ContentDecoder
{
    // 8 MiB: no content coding may ask for more (RFC 9659 section 3).
    private const int LargestWindow = 23;

    private readonly Decompressor _decompressor = new();
    private bool _isBetweenFrames;

    public ZstdDecoder(DecodeBounds bounds)
        : base(bounds) => _decompressor.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, LargestWindow);

    protected override bool TryDecode(ReadOnlyMemory<byte> input, Span<byte> output, out int consumed, out int written)
    {
        (consumed, written) = (0, 0);
        if (_isBetweenFrames && input.IsEmpty)
            return true;
        try
        {
            var status = _decompressor.UnwrapStream(input.Span, output, out consumed, out written);
            _isBetweenFrames = status is OperationStatus.Done;
            return status is not OperationStatus.InvalidData;
        }
        catch (ZstdException)
        {
            return false;
        }
    }

    protected override bool IsAtEnd() => _isBetweenFrames;

    protected override void Dispose(bool disposing) => _decompressor.Dispose();
}
