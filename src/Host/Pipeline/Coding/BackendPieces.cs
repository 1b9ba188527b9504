using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>A request body on its way to a backend, in chunks.</summary>
internal sealed class BackendPieces(UpstreamConnection connection) : PieceWriter
{
    /// <summary>Why the backend took no more.</summary>
    public Failure Failure { get; private set; }

    public override void Write(ReadOnlySpan<byte> data) => ChunkedEncoder.WriteChunk(connection.Output, data);

    public override async ValueTask<bool> FlushAsync()
    {
        Failure = await connection.SendAsync();
        return Failure == Failure.None;
    }
}
