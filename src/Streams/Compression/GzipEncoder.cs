using System.Buffers;
using System.IO.Compression;

namespace ActorProxy.Streams.Compression;

/// <summary>gzip (RFC 1952) by the zlib of the framework.</summary>
internal sealed class GzipEncoder : ContentEncoder
{
    private readonly WriterStream _target = new();
    private readonly GZipStream _stream;
    private bool _hasWritten;
    private bool _hasUnflushed;

    public GzipEncoder(int level) =>
        _stream = new GZipStream(_target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true);

    // The gzip file of nothing: a GZipStream that got nothing writes nothing, and that is no gzip file.
    private static ReadOnlySpan<byte> Empty => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public override void Encode(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        if (input.IsEmpty)
            return;
        _hasWritten = _hasUnflushed = true;
        _target.Output = output;
        _stream.Write(input);
        _target.Output = null;
    }

    public override void Flush(IBufferWriter<byte> output)
    {
        if (!_hasUnflushed)
            return;
        _hasUnflushed = false;
        _target.Output = output;
        _stream.Flush();
        _target.Output = null;
    }

    public override void Finish(IBufferWriter<byte> output)
    {
        _target.Output = output;
        _stream.Dispose();
        _target.Output = null;
        if (!_hasWritten)
            output.Write(Empty);
    }

    protected override void Dispose(bool disposing)
    {
        _target.Output = null;
        _stream.Dispose();
    }
}
