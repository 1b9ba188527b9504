using System.Buffers;
using System.IO.Compression;

namespace ActorProxy.Streams.Compression;

/// <summary>Brotli (RFC 7932) by the framework.</summary>
internal sealed class BrotliContentDecoder(DecodeBounds bounds) : ContentDecoder(bounds)
{
    private BrotliDecoder _decoder;
    private bool _isDone;

    protected override bool TryDecode(ReadOnlyMemory<byte> input, Span<byte> output, out int consumed, out int written)
    {
        (consumed, written) = (0, 0);
        if (_isDone)
            return input.IsEmpty;
        var status = _decoder.Decompress(input.Span, output, out consumed, out written);
        _isDone = status is OperationStatus.Done;
        return status is not OperationStatus.InvalidData;
    }

    protected override bool IsAtEnd() => _isDone;

    protected override void Dispose(bool disposing) => _decoder.Dispose();
}
