using ActorProxy.Actors.Requests;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;
using ActorProxy.Streams.Compression;
using ActorProxy.Streams.Flows;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>
/// Carries a response body from backend to client and encodes it. A body that is here as a whole takes the encoder directly; any
/// other flows through stages, no faster than the client takes it.
/// </summary>
internal sealed class EncodingRelay(FlowRunner flows, Metrics metrics)
{
    public async ValueTask<Failure> RunAsync(ProxyRequest request, UpstreamConnection connection, BodyPlan plan)
    {
        var head = connection.Head;
        var encoder = () => plan.NewEncoder();
#pragma warning disable CA2012 // Awaited once: here, or by the flow.
        var receive = connection.ReceiveBodyAsync();
#pragma warning restore CA2012
        // Of a body that is known to be small the rest is on its way.
        var isComing = receive.IsCompleted || head is { Framing: BodyFraming.Length, ContentLength: <= BodyBuffers.Size };
        if (isComing)
        {
            var first = await receive;
            if (first.Failure != Failure.None)
                return first.Failure;
            if (first.IsLast)
                return await WriteWholeAsync(request, head, plan.Coding, encoder, first.Data);
            receive = new ValueTask<BodyPiece>(first);
        }

        return await FlowAsync(request, connection, plan.Coding, encoder, receive, isHeadFirst: !isComing);
    }

    private async ValueTask<Failure> WriteWholeAsync(
        ProxyRequest request, ResponseHead head, ContentCoding coding, Func<ContentEncoder> create, ReadOnlyMemory<byte> body)
    {
        using var encoded = new OwnedBufferWriter(flows.Buffers);
        using (var encoder = create())
        {
            encoder.Encode(body.Span, encoded);
            encoder.Finish(encoded);
        }

        encoded.Close();
        EncodedFields.RemoveSums(head.Trailers);
        var chunked = head.Trailers.Count > 0 && StartsChunked(request);
        if (head.Trailers.Count == 0)
            EndByLength(request.ResponseHeaders, encoded.Length);
        await request.ResponseBody.StartAsync(CancellationToken.None);

        var output = request.ResponseBody.Writer;
        var pieces = new ClientPieces(request, output, chunked);
        while (encoded.TryTake() is { } buffer)
        {
            using (buffer)
                pieces.Write(buffer.Data.Span);
        }

        ResponseRelay.WriteEnd(request, output, chunked, head.Trailers);
        metrics.Compression(request.Route!).Record(coding, body.Length, request.BytesOut);
        return ResponseRelay.IsClientGone(await output.FlushAsync()) ? Failure.ClientAborted : Failure.None;
    }

    private async ValueTask<Failure> FlowAsync(
        ProxyRequest request, UpstreamConnection connection, ContentCoding coding, Func<ContentEncoder> create, ValueTask<BodyPiece> receive, bool isHeadFirst)
    {
        var chunked = StartsChunked(request);
        var flushes = FlushesBursts(request, connection.Head);
        await request.ResponseBody.StartAsync(CancellationToken.None);
        var output = request.ResponseBody.Writer;
        if (isHeadFirst && ResponseRelay.IsClientGone(await output.FlushAsync()))
            return Failure.ClientAborted;

        var source = new UpstreamPieces(connection, receive);
        var end = await flows.RunAsync(
            source, buffers => new EncodingCodec(create(), buffers, flushes), new ClientPieces(request, output, chunked));
        metrics.Compression(request.Route!).Record(coding, source.BytesIn, request.BytesOut);
        if (end.Kind is FlowEndKind.Cancelled)
            return Failure.ClientAborted;
        if (end.Kind is FlowEndKind.Failed)
            return source.Failure == Failure.None ? Failure.CodingFailed : source.Failure;

        EncodedFields.RemoveSums(connection.Head.Trailers);
        ResponseRelay.WriteEnd(request, output, chunked, connection.Head.Trailers);
        return ResponseRelay.IsClientGone(await output.FlushAsync()) ? Failure.ClientAborted : Failure.None;
    }

    // What was announced as chunked may have announced trailers, which did not come.
    private static void EndByLength(IHeaderDictionary headers, long length)
    {
        headers.ContentLength = length;
        headers.Remove("Trailer");
    }

    private static bool StartsChunked(ProxyRequest request)
    {
        if (request.Protocol != "HTTP/1.1")
            return false;
        request.ResponseHeaders.TransferEncoding = "chunked";
        return true;
    }

    // A body whose length is known is made already; any other may be events that somebody waits for. Held back they would be lost on
    // whoever looks at them as they come.
    private static bool FlushesBursts(ProxyRequest request, ResponseHead head) =>
        head.Framing is not BodyFraming.Length || request.ResponseHeaders.ContentType.ToString().StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);
}
