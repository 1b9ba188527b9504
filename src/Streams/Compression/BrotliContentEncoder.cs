using System.Buffers;
using System.IO.Compression;

namespace ActorProxy.Streams.Compression;

/// <summary>Brotli (RFC 7932) by the framework.</summary>
internal sealed class BrotliContentEncoder(int quality) : ContentEncoder
{
    // 256 KiB: a larger window gains little on what proxies compress and costs memory for each response under way.
    private const int Window = 18;

    private BrotliEncoder _encoder = new(quality, Window);

    public override void Encode(ReadOnlySpan<byte> input, IBufferWriter<byte> output) => Compress(input, output, isFinal: false);

    public override void Flush(IBufferWriter<byte> output)
    {
        OperationStatus status;
        do
        {
            status = _encoder.Flush(output.GetSpan(), out var written);
            output.Advance(written);
        }
        while (status is OperationStatus.DestinationTooSmall);
        Demand(status);
    }

    public override void Finish(IBufferWriter<byte> output) => Compress(default, output, isFinal: true);

    protected override void Dispose(bool disposing) => _encoder.Dispose();

    private void Compress(ReadOnlySpan<byte> input, IBufferWriter<byte> output, bool isFinal)
    {
        OperationStatus status;
        do
        {
            status = _encoder.Compress(input, output.GetSpan(), out var consumed, out var written, isFinal);
            output.Advance(written);
            input = input[consumed..];
        }
        while (status is OperationStatus.DestinationTooSmall);
        Demand(status);
    }

    private static void Demand(OperationStatus status)
    {
        if (status is not OperationStatus.Done)
            throw new InvalidOperationException($"the brotli encoder ended with {status}");
    }
}
