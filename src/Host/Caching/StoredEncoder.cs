using System.Buffers;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Pipeline.Coding;
using ActorProxy.Streams.Caching.Stored;
using ActorProxy.Streams.Compression;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Caching;

/// <summary>
/// Answers with a stored body in a content coding: of one that is whole in memory the encoded bytes are kept beside it; any other flows
/// through the encoder.
/// </summary>
internal sealed class StoredEncoder(FlowRunner flows, Metrics metrics)
{
    // More than that would keep a thread from its other connections.
    private const int LargestInline = 64 * 1024;

    public async ValueTask<Failure> WriteAsync(RouteCache cache, ProxyRequest request, StoredResponse stored, BodyPlan plan, StoredEnding ending)
    {
        if (!stored.Body.TryGetWhole(out var whole) && stored.Body is not MemoryBody { State: BodyState.Complete })
            return await FlowAsync(request, stored, plan, ending);
        if (stored.Encoded.Of(plan.Coding) is { } known)
            return await WriteWholeAsync(request, known, ending);

        var encoded = stored.Body.Length <= LargestInline ? Encode(stored, whole, plan) : await Task.Run(() => Encode(stored, whole, plan));
        stored.Encoded.Keep(plan.Coding, encoded);
        cache.Store.Recount(stored);
        metrics.Compression(request.Route!).Record(plan.Coding, stored.Body.Length, encoded.Length);
        return await WriteWholeAsync(request, encoded, ending);
    }

    private static async ValueTask<Failure> WriteWholeAsync(ProxyRequest request, byte[] body, StoredEnding ending)
    {
        if (!ending.IsChunked)
            request.ResponseHeaders.ContentLength = body.Length;
        request.BytesOut = body.Length;
        await request.ResponseBody.StartAsync(CancellationToken.None);
        var output = request.ResponseBody.Writer;
        ending.Write(output, body);
        ending.WriteEnd(output, isEncoded: true);
        return ResponseRelay.IsClientGone(await output.FlushAsync()) ? Failure.ClientAborted : Failure.None;
    }

    private static byte[] Encode(StoredResponse stored, ReadOnlyMemory<byte> whole, BodyPlan plan)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = plan.NewEncoder();
        if (!whole.IsEmpty)
            encoder.Encode(whole.Span, output);
        else
            EncodeBlocks(encoder, (MemoryBody)stored.Body, output);
        encoder.Finish(output);
        return output.WrittenSpan.ToArray();
    }

    private static void EncodeBlocks(ContentEncoder encoder, MemoryBody body, IBufferWriter<byte> output)
    {
        for (var position = 0L; position < body.Length;)
        {
            var data = body.Peek(position);
            encoder.Encode(data.Span, output);
            position += data.Length;
        }
    }

    private async ValueTask<Failure> FlowAsync(ProxyRequest request, StoredResponse stored, BodyPlan plan, StoredEnding ending)
    {
        using var reader = stored.Body.OpenReader(0);
        if (reader is null)
            return Failure.StoredBroken;
        // The head leaves when the first bytes of a file are here and known to be right.
        var isArriving = stored.Body.State is BodyState.Open;
        var first = isArriving ? default : await reader.ReadAsync();
        if (first.State is BodyState.Broken)
            return Failure.StoredBroken;
        // A body without announced length may be made of events that somebody waits for.
        var flushesBursts = isArriving && stored.AnnouncedLength < 0;
        await request.ResponseBody.StartAsync(CancellationToken.None);
        var end = await flows.RunAsync(
            new StoredPieces(reader, first),
            buffers => new EncodingCodec(plan.NewEncoder(), buffers, flushesBursts),
            new ClientPieces(request, request.ResponseBody.Writer, ending.IsChunked));
        metrics.Compression(request.Route!).Record(plan.Coding, stored.Body.Length, request.BytesOut);
        if (end.Kind is FlowEndKind.Completed)
            ending.WriteEnd(request.ResponseBody.Writer, isEncoded: true);
        return end.Kind switch
        {
            FlowEndKind.Completed => ResponseRelay.IsClientGone(await request.ResponseBody.Writer.FlushAsync()) ? Failure.ClientAborted : Failure.None,
            FlowEndKind.Cancelled => Failure.ClientAborted,
            _ => Failure.ResponseTruncated,
        };
    }

    /// <param name="reader">Of the body.</param>
    /// <param name="first">What has been read of it already; may be empty.</param>
    private sealed class StoredPieces(BodyReader reader, BodyRead first) : PieceReader
    {
        private BodyRead _first = first;

        public override async ValueTask<Piece> ReadAsync()
        {
            var read = _first.Data.IsEmpty ? await reader.ReadAsync() : _first;
            _first = default;
            return new Piece(read.Data, read.State is not BodyState.Open, read.State is BodyState.Broken);
        }
    }
}
