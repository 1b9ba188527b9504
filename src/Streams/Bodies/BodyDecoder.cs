namespace ActorProxy.Streams.Bodies;

/// <summary>Takes the framing off one message body after another (RFC 9112 section 6).</summary>
public sealed class BodyDecoder
{
    private readonly ChunkedDecoder _chunks = new();
    private BodyFraming _framing;
    private long _remaining;

    /// <summary>Whether the end of the connection is the proper end of this body.</summary>
    public bool EndsAtClose => _framing is BodyFraming.UntilClose;

    /// <summary>Bytes that are known to be coming still: what the reader may make room for.</summary>
    public long Announced => _framing is BodyFraming.Chunked ? _chunks.ChunkRemaining : _remaining;

    /// <summary>Begins a body. <paramref name="length"/> counts only for <see cref="BodyFraming.Length"/>.</summary>
    public void Start(BodyFraming framing, long length)
    {
        _framing = framing;
        _remaining = framing is BodyFraming.Length ? length : 0;
        _chunks.Reset();
    }

    /// <summary>Decodes all that is there. Not to be called again once it was Done or Invalid.</summary>
    public DecodedBody Decode(Span<byte> input) => _framing switch
    {
        BodyFraming.Length => TakeLength(input.Length),
        BodyFraming.Chunked => _chunks.Decode(input),
        BodyFraming.UntilClose => new DecodedBody(DecodeStatus.More, input.Length, 0, input.Length),
        _ => new DecodedBody(DecodeStatus.Done, 0, 0, 0),
    };

    private DecodedBody TakeLength(int available)
    {
        var taken = (int)Math.Min(_remaining, available);
        _remaining -= taken;
        return new DecodedBody(_remaining == 0 ? DecodeStatus.Done : DecodeStatus.More, taken, 0, taken);
    }
}
