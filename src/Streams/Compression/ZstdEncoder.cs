using System.Buffers;
using ZstdSharp;

namespace ActorProxy.Streams.Compression;

/// <summary>Zstandard (RFC 8878) by ZstdSharp.</summary>
internal sealed class ZstdEncoder(int level) : ContentEncoder
{
    private Compressor? _compressor = ZstdCompressors.Rent(level);

    public override void Encode(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        while (!input.IsEmpty)
        {
            _compressor!.WrapStream(input, output.GetSpan(), out var consumed, out var written, isFinalBlock: false);
            output.Advance(written);
            input = input[consumed..];
        }
    }

    public override void Flush(IBufferWriter<byte> output) => Flush(output, isFinal: false);

    public override void Finish(IBufferWriter<byte> output) => Flush(output, isFinal: true);

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _compressor, null) is { } compressor)
            ZstdCompressors.Return(compressor);
    }

    private void Flush(IBufferWriter<byte> output, bool isFinal)
    {
        OperationStatus status;
        do
        {
            status = _compressor!.FlushStream(output.GetSpan(), out var written, isFinal);
            output.Advance(written);
        }
        while (status is OperationStatus.DestinationTooSmall);
    }
}
