namespace ActorProxy.Streams.Compression;

/// <summary>
/// Undoes a content coding of one body. Used by one thread at a time. Whatever the bytes are, the outcome is one of
/// <see cref="DecodeOutcome"/>, and nothing is thrown.
/// </summary>
public abstract class ContentDecoder(DecodeBounds bounds) : IDisposable
{
    private long _encoded;
    private long _decoded;
    private DecodeOutcome _fault = DecodeOutcome.More;

    /// <summary>Decodes as much as there is input and room for.</summary>
    /// <param name="input">What follows what was consumed before.</param>
    /// <param name="output">Room, at least one byte.</param>
    /// <param name="consumed">Bytes of the input that are done with.</param>
    /// <param name="written">Bytes of output; 0 with all consumed: more input is needed.</param>
    /// <returns>More, Invalid or TooLarge.</returns>
    public DecodeOutcome Decode(ReadOnlyMemory<byte> input, Span<byte> output, out int consumed, out int written)
    {
        (consumed, written) = (0, 0);
        while (_fault is DecodeOutcome.More)
        {
            var isValid = TryDecode(input[consumed..], output, out var taken, out written);
            consumed += taken;
            Count(isValid, taken, written);
            if (written > 0 || consumed == input.Length)
                break;

            // What neither gives nor is taken stands behind the end.
            if (taken == 0)
                _fault = DecodeOutcome.Invalid;
        }

        return _fault;
    }

    /// <summary>Whether the body may end with what was decoded. Complete, or a fault; no call but Dispose may follow.</summary>
    public DecodeOutcome End()
    {
        if (_fault is DecodeOutcome.More)
            _fault = _encoded == 0 || IsAtEnd() ? DecodeOutcome.Complete : DecodeOutcome.Invalid;
        return _fault;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Decodes without counting. False when the bytes are invalid.</summary>
    protected abstract bool TryDecode(ReadOnlyMemory<byte> input, Span<byte> output, out int consumed, out int written);

    /// <summary>Whether the coding ended with the last byte that was consumed.</summary>
    protected abstract bool IsAtEnd();

    /// <summary>Gives memory back; called once or more.</summary>
    protected abstract void Dispose(bool disposing);

    private void Count(bool isValid, int taken, int written)
    {
        _encoded += taken;
        _decoded += written;
        if (!isValid)
            _fault = DecodeOutcome.Invalid;
        else if (!bounds.Allow(_encoded, _decoded))
            _fault = DecodeOutcome.TooLarge;
    }
}
