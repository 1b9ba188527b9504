using System.Buffers;
using System.IO.Pipelines;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Carries a response body from backend to client, no faster than the client takes it. The head leaves together with the
/// first bytes of the body, or at once when the body lets itself be waited for.
/// </summary>
internal static class ResponseRelay
{
    public static async ValueTask<Failure> RunAsync(ProxyRequest request, UpstreamConnection connection)
    {
        var chunked = ResponseHeadWriter.OwnsChunking(request, connection.Head);
        if (chunked)
            request.ResponseHeaders.TransferEncoding = "chunked";
        await request.ResponseBody.StartAsync(CancellationToken.None);

        var output = request.ResponseBody.Writer;
        while (true)
        {
            var receive = connection.ReceiveBodyAsync();
            if (!receive.IsCompleted && IsClientGone(await output.FlushAsync()))
                return Failure.ClientAborted;
            var piece = await receive;
            if (piece.Failure != Failure.None)
                return piece.Failure;

            Write(request, output, piece, chunked, connection.Head.Trailers);
            if (IsClientGone(await output.FlushAsync()))
                return Failure.ClientAborted;
            if (piece.IsLast)
                return Failure.None;
        }
    }

    private static void Write(ProxyRequest request, PipeWriter output, in BodyPiece piece, bool chunked, FieldList trailers)
    {
        // 205 has no content, whatever comes with it (RFC 9110 section 15.3.6).
        var data = request.Status == StatusCodes.Status205ResetContent ? default : piece.Data.Span;
        request.BytesOut += data.Length;
        if (chunked)
            ChunkedEncoder.WriteChunk(output, data);
        else if (!data.IsEmpty)
            // Kestrel throws at a write that follows 204, 205 or 304, even at one of nothing.
            output.Write(data);
        if (piece.IsLast)
            WriteEnd(request, output, chunked, trailers);
    }

    /// <summary>What follows the last byte of a body.</summary>
    /// <param name="request">Whose response it is.</param>
    /// <param name="output">The body.</param>
    /// <param name="chunked">Whether the chunks are ours: <see cref="ResponseHeadWriter.OwnsChunking"/>.</param>
    /// <param name="trailers">From the backend.</param>
    public static void WriteEnd(ProxyRequest request, PipeWriter output, bool chunked, FieldList trailers)
    {
        if (chunked)
            WriteTrailers(output, trailers);
        else if (trailers.Count > 0)
            AddTrailers(request, trailers);
    }

    private static void WriteTrailers(PipeWriter output, FieldList trailers)
    {
        ChunkedEncoder.WriteLastChunk(output);
        for (var i = 0; i < trailers.Count; i++)
            ChunkedEncoder.WriteTrailer(output, trailers.Name(i), trailers.Value(i));
        ChunkedEncoder.WriteTrailersEnd(output);
    }

    private static void AddTrailers(ProxyRequest request, FieldList trailers)
    {
        if (request.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is not { } fields)
            return;
        for (var i = 0; i < trailers.Count; i++)
            fields.Append(trailers.Name(i), trailers.Value(i));
    }

    /// <summary>Whether nobody reads what is written.</summary>
    public static bool IsClientGone(FlushResult flush) => flush.IsCompleted || flush.IsCanceled;
}
