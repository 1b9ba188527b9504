using ActorProxy.Streams.Bodies;

namespace ActorProxy.Streams.Compression;

/// <summary>Decodes what comes, one buffer of output at a time, however much a buffer of input may hold.</summary>
/// <param name="decoder">Disposed of with this.</param>
/// <param name="buffers">Where the output goes.</param>
public sealed class DecodingCodec(ContentDecoder decoder, BodyBuffers buffers) : BodyCodec
{
    private OwnedBuffer? _held;
    private OwnedBuffer? _output;
    private int _consumed;
    private bool _isFinished;

    /// <inheritdoc />
    public override void Take(OwnedBuffer input)
    {
        _held = input;
        _consumed = 0;
    }

    /// <inheritdoc />
    public override void Finish() => _isFinished = true;

    /// <inheritdoc />
    public override OwnedBuffer? TryNext()
    {
        if (_held is null)
        {
            if (_isFinished)
                Demand(decoder.End());
            return null;
        }

        _output = buffers.Rent();
        var outcome = decoder.Decode(_held.Data[_consumed..], _output.Memory.Span, out var consumed, out var written);
        Demand(outcome);
        _consumed += consumed;
        _output.Length = written;
        return written > 0 ? TakeOutput() : DropBoth();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        DropBoth();
        decoder.Dispose();
    }

    private OwnedBuffer TakeOutput()
    {
        var output = _output!;
        _output = null;
        return output;
    }

    private OwnedBuffer? DropBoth()
    {
        _held?.Dispose();
        _output?.Dispose();
        return _held = _output = null;
    }

    private static void Demand(DecodeOutcome outcome)
    {
        if (outcome is DecodeOutcome.Invalid or DecodeOutcome.TooLarge)
            throw new ContentDecodingException(outcome);
    }
}
