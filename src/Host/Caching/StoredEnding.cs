using System.Buffers;
using System.IO.Pipelines;
using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Pipeline.Coding;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>
/// How a stored body is framed for a client and what follows it: the trailers that came behind it, as trailers and nothing else (RFC 9110
/// section 6.5, RFC 9111 section 3.1). A body without them goes by its length, or as Kestrel frames it.
/// </summary>
internal readonly struct StoredEnding
{
    private readonly ProxyRequest _request;
    private readonly CachedBody _body;

    private StoredEnding(ProxyRequest request, CachedBody body, bool mayTrail)
    {
        _request = request;
        _body = body;
        MayTrail = mayTrail;
        IsChunked = mayTrail && request.Protocol == "HTTP/1.1";
    }

    /// <summary>Whether trailers follow, or may.</summary>
    public bool MayTrail { get; }

    /// <summary>Whether the chunks are written here: Kestrel has no trailers in HTTP/1.1.</summary>
    public bool IsChunked { get; }

    /// <summary>Of a body that goes as a whole; its head, to which no length has been given yet, says so after it.</summary>
    public static StoredEnding For(ProxyRequest request, StoredResponse stored)
    {
        // A body that still arrives has its trailers to come, unless its length was announced: then it was not chunked.
        var hasTrailers = stored.Body.State is BodyState.Open ? stored.AnnouncedLength < 0 : stored.Body.Trailers.Count > 0;
        var mayTrail = hasTrailers && request.Method != "HEAD" && request.Protocol != "HTTP/1.0";
        var ending = new StoredEnding(request, stored.Body, mayTrail);
        if (ending.IsChunked)
            request.ResponseHeaders.TransferEncoding = "chunked";
        return ending;
    }

    /// <summary>Writes a piece of the body.</summary>
    public void Write(PipeWriter output, ReadOnlySpan<byte> data)
    {
        if (IsChunked)
            ChunkedEncoder.WriteChunk(output, data);
        else
            output.Write(data);
    }

    /// <summary>Writes what follows the last byte.</summary>
    /// <param name="output">Of the client.</param>
    /// <param name="isEncoded">Whether the client has got the bytes in a content coding.</param>
    public void WriteEnd(PipeWriter output, bool isEncoded = false)
    {
        if (!MayTrail)
            return;
        var trailers = new FieldList();
        foreach (var (name, value) in _body.Trailers)
            trailers.Add(name, value);
        if (isEncoded)
            EncodedFields.RemoveSums(trailers);
        ResponseRelay.WriteEnd(_request, output, IsChunked, trailers);
    }
}
