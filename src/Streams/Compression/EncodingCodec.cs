using ActorProxy.Streams.Bodies;

namespace ActorProxy.Streams.Compression;

/// <summary>Encodes what comes.</summary>
/// <param name="encoder">Disposed of with this.</param>
/// <param name="buffers">Where the output goes.</param>
/// <param name="flushesBursts">Whether what has come goes on when nothing more was there: for events that somebody waits for.</param>
public sealed class EncodingCodec(ContentEncoder encoder, BodyBuffers buffers, bool flushesBursts) : BodyCodec
{
    private readonly OwnedBufferWriter _output = new(buffers);
    private OwnedBuffer? _held;

    /// <inheritdoc />
    public override void Take(OwnedBuffer input)
    {
        _held = input;
        encoder.Encode(input.Data.Span, _output);
        if (flushesBursts && input.EndsBurst)
        {
            encoder.Flush(_output);
            _output.Close(endsBurst: true);
        }

        _held = null;
        input.Dispose();
    }

    /// <inheritdoc />
    public override void Finish()
    {
        encoder.Finish(_output);
        _output.Close(isLast: true);
    }

    /// <inheritdoc />
    public override OwnedBuffer? TryNext() => _output.TryTake();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _held?.Dispose();
        _output.Dispose();
        encoder.Dispose();
    }
}
