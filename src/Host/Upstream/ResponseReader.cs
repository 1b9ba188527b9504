using ActorProxy.Actors.Requests;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// Turns received bytes into heads and body pieces. It knows no sockets: each method says whether what is there suffices.
/// </summary>
internal sealed class ResponseReader
{
    /// <summary>1xx heads before a final one at most.</summary>
    public const int MaxInterim = 16;

    private readonly ResponseHeadParser _parser = new();
    private readonly BodyDecoder _decoder = new();
    private int _interim;
    private bool _headRequest;

    public ReadBuffer Buffer { get; } = new();

    public ResponseHead Head => _parser.Head;

    /// <summary>Whether a final response is read to its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether the response is complete, nothing came behind it and another may follow.</summary>
    public bool MayServeAgain => IsComplete && Head.KeepAlive && Buffer.IsEmpty;

    /// <summary>Begins the responses to another request.</summary>
    public void StartExchange() => _interim = 0;

    /// <summary>Begins a head: the first of an exchange or the one after a 1xx.</summary>
    public void StartHead(bool headRequest)
    {
        _headRequest = headRequest;
        StartNextHead();
    }

    /// <summary>Begins the head after an interim one, in answer to the same request.</summary>
    public void StartNextHead()
    {
        IsComplete = false;
        _parser.Start();
    }

    /// <summary>True when the head is whole or broken.</summary>
    public bool TryReadHead(out Failure failure)
    {
        failure = Failure.None;
        var status = _parser.Parse(Buffer.Unread.Span, _headRequest, out var consumed);
        Buffer.Consume(consumed);
        if (status is DecodeStatus.More)
            return false;

        var isInterim = Head.Status < 200;
        if (status is DecodeStatus.Invalid || (isInterim && ++_interim > MaxInterim))
        {
            failure = Failure.BadResponse;
            return true;
        }

        _decoder.Start(Head.Framing, Head.ContentLength);
        IsComplete = !isInterim && (Head.Framing is BodyFraming.None || Head is { Framing: BodyFraming.Length, ContentLength: 0 });
        return true;
    }

    /// <summary>True when there is a piece: data, the end, or a fault.</summary>
    public bool TryReadBody(out BodyPiece piece)
    {
        piece = new BodyPiece(default, true, Failure.None);
        if (IsComplete)
            return true;

        var unread = Buffer.Unread;
        var body = _decoder.Decode(unread.Span);
        Buffer.Consume(body.Consumed);
        if (body.Status is DecodeStatus.More && body.DataLength == 0)
            return false;

        var trailers = unread.Span.Slice(body.TrailersStart, body.TrailersLength);
        var isValid = body.Status is not DecodeStatus.Invalid && FieldLine.TryParseTrailers(trailers, Head.Trailers);
        IsComplete = isValid && body.Status is DecodeStatus.Done;
        piece = isValid
            ? new BodyPiece(unread.Slice(body.DataStart, body.DataLength), IsComplete, Failure.None)
            : new BodyPiece(default, true, Failure.BadResponse);
        return true;
    }

    /// <summary>The piece that the end of the stream makes; only an end that the peer itself said can complete a body.</summary>
    public BodyPiece EndOfStream(bool isAuthentic)
    {
        IsComplete = _decoder.EndsAtClose && isAuthentic;
        return new BodyPiece(default, true, IsComplete ? Failure.None : Failure.ResponseTruncated);
    }

    /// <summary>Makes room for a receive: large when more is coming than the small array takes.</summary>
    public Memory<byte> Room(bool body)
    {
        if (body && (_decoder.Announced > ReadBuffer.SmallSize || Buffer.IsFull))
            Buffer.Grow();
        return Buffer.Room();
    }
}
