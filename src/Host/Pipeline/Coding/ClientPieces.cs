using System.Buffers;
using System.IO.Pipelines;
using ActorProxy.Streams.Bodies;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>A response body on its way to the client.</summary>
/// <param name="request">Whose response it is.</param>
/// <param name="output">Kestrel's.</param>
/// <param name="chunked">Whether the chunks are ours.</param>
internal sealed class ClientPieces(ProxyRequest request, PipeWriter output, bool chunked) : PieceWriter
{
    public override void Write(ReadOnlySpan<byte> data)
    {
        request.BytesOut += data.Length;
        if (chunked)
            ChunkedEncoder.WriteChunk(output, data);
        else
            output.Write(data);
    }

    public override ValueTask<bool> FlushAsync()
    {
        var flush = output.FlushAsync();
        return flush.IsCompletedSuccessfully ? new ValueTask<bool>(!ResponseRelay.IsClientGone(flush.Result)) : WaitAsync(flush);
    }

    private static async ValueTask<bool> WaitAsync(ValueTask<FlushResult> flush) => !ResponseRelay.IsClientGone(await flush);
}
