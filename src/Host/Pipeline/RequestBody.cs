using System.Buffers;
using System.IO.Pipelines;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Pipeline.Coding;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// The body of a request on its way to a backend. A body that has wholly arrived with its head and is small travels in the
/// same write as the head and can be sent again to another backend; any other is streamed once, as fast as the backend takes it.
/// </summary>
internal sealed class RequestBody(IFeatureCollection features)
{
    /// <summary>Of a request that announces none. It never changes, so that all may share it.</summary>
    public static readonly RequestBody None = new(new FeatureCollection());

    private const int MaxBuffered = 16 * 1024;

    private ReadOnlySequence<byte> _buffered;
    private bool _holdsBuffered;
    private bool _exists;
    private Task<Failure>? _pump;
    private RequestDecoding? _decoding;

    /// <summary>The announced length; null when there is none or the body is chunked.</summary>
    public long? Length { get; private set; }

    /// <summary>Whether the body has no announced length.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Whether the client waits for 100 before it sends the body (RFC 9110 section 10.1.1).</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>Whether the body goes in pieces, and so only once.</summary>
    public bool IsStreamed => _exists && !_holdsBuffered;

    /// <summary>Whether certainly nothing of it is left with the client's connection.</summary>
    public bool IsAllRead => !_exists || Length == BytesIn;

    /// <summary>Bytes that a body without announced length may have.</summary>
    public long MaxLength { get; set; } = long.MaxValue;

    /// <summary>Bytes taken from the client.</summary>
    public long BytesIn { get; private set; }

    private PipeReader Reader => features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;

    /// <summary>Forgets the body before.</summary>
    /// <param name="headers">Of the request.</param>
    /// <param name="canHaveBody">Whether its framing announces a body (RFC 9112 section 6.3).</param>
    public void Begin(IHeaderDictionary headers, bool canHaveBody)
    {
        _pump = null;
        _decoding = null;
        _holdsBuffered = false;
        BytesIn = 0;
        Length = headers.ContentLength;
        _exists = Length is not 0 && canHaveBody;
        IsChunked = _exists && Length is null;
        ExpectsContinue = _exists && headers.Expect.Count > 0;
    }

    /// <summary>Has the body decoded on its way, so that its length is known to nobody.</summary>
    public void DecodeBy(RequestDecoding decoding)
    {
        _decoding = decoding;
        Length = null;
        IsChunked = true;
    }

    /// <summary>Looks whether the whole body is here already; reads nothing while the client waits for 100.</summary>
    public void TryBuffer()
    {
        if (!_exists || _holdsBuffered || ExpectsContinue || Length > MaxBuffered || IsChunked || !Reader.TryRead(out var read))
            return;
        if (read.Buffer.Length == Length)
        {
            _buffered = read.Buffer;
            _holdsBuffered = true;
            BytesIn = read.Buffer.Length;
        }
        else
        {
            Reader.AdvanceTo(read.Buffer.Start);
        }
    }

    /// <summary>Puts the buffered body behind the head.</summary>
    public void WriteBuffered(IBufferWriter<byte> output)
    {
        if (!_holdsBuffered)
            return;
        foreach (var piece in _buffered)
            output.Write(piece.Span);
    }

    /// <summary>Sends the head that was written, and starts to stream the body beside the reception of the response, which may come before the body has ended.</summary>
    public void StartPump(UpstreamConnection connection) => _pump = PumpAsync(connection);

    /// <summary>Ends the use of the body; true when the backend has got all of it.</summary>
    public async ValueTask<bool> EndAsync()
    {
        if (_holdsBuffered)
        {
            _holdsBuffered = false;
            Reader.AdvanceTo(_buffered.End);
            return true;
        }

        if (_pump is null)
            return !_exists;
        if (!_pump.IsCompleted)
            Reader.CancelPendingRead();
        return await _pump == Failure.None;
    }

    private async Task<Failure> PumpAsync(UpstreamConnection connection)
    {
        var failure = _decoding is null ? await CopyAsync(connection) : await DecodeAsync(connection, _decoding);
        // The fault of the client or its departure ends the exchange; a backend that stops reading may still answer.
        if (failure is Failure.BadRequest or Failure.BodyTooLarge or Failure.ClientTooSlow or Failure.ClientAborted or Failure.CodingFailed)
            connection.Abort(failure);
        return failure;
    }

    private async Task<Failure> DecodeAsync(UpstreamConnection connection, RequestDecoding decoding)
    {
        // The head does not wait for what may take long to become a first decoded byte.
        var failure = await connection.SendAsync();
        if (failure != Failure.None)
            return failure;
        var pieces = new RequestPieces(Reader, MaxLength);
        failure = await decoding.RunAsync(pieces, connection);
        BytesIn = pieces.BytesIn;
        if (failure != Failure.None)
            return failure;
        WriteTrailers(connection.Output);
        return await connection.SendAsync();
    }

    private async Task<Failure> CopyAsync(UpstreamConnection connection)
    {
        try
        {
            while (true)
            {
                var reading = Reader.ReadAsync();
                // What is here already goes in one write with the head; the head does not wait for what is not.
                if (!reading.IsCompleted && await connection.SendAsync() is not Failure.None and var broken)
                    return broken;
                var read = await reading;
                BytesIn += read.Buffer.Length;
                var failure = read.IsCanceled ? Failure.UpstreamReset
                    : BytesIn > MaxLength ? Failure.BodyTooLarge
                    : await SendAsync(connection, read.Buffer, read.IsCompleted);
                Reader.AdvanceTo(read.Buffer.End);
                if (failure != Failure.None || read.IsCompleted)
                    return failure;
            }
        }
        catch (Exception exception) when (ClientFault.Of(exception) is not Failure.None and var fault)
        {
            return fault;
        }
    }

    private async ValueTask<Failure> SendAsync(UpstreamConnection connection, ReadOnlySequence<byte> data, bool isLast)
    {
        if (!IsChunked && data.IsSingleSegment)
            return data.IsEmpty ? Failure.None : await connection.SendAsync(data.First);
        foreach (var piece in data)
        {
            if (IsChunked)
                ChunkedEncoder.WriteChunk(connection.Output, piece.Span);
            else
                connection.Output.Write(piece.Span);
        }

        if (IsChunked && isLast)
            WriteTrailers(connection.Output);
        return await connection.SendAsync();
    }

    private void WriteTrailers(IBufferWriter<byte> output)
    {
        ChunkedEncoder.WriteLastChunk(output);
        if (features.Get<IHttpRequestTrailersFeature>() is { Available: true } trailers)
        {
            foreach (var (name, values) in trailers.Trailers)
            {
                foreach (var value in values)
                {
                    // Framing, routing and authentication do not belong into trailers (RFC 9110 section 6.5.1).
                    if (value is not null && HeaderRules.MayTrail(name))
                        ChunkedEncoder.WriteTrailer(output, name, value);
                }
            }
        }

        ChunkedEncoder.WriteTrailersEnd(output);
    }
}
