using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Compression;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>Decodes one request body on its way to the backend.</summary>
internal sealed class RequestDecoding(FlowRunner flows, ContentCoding coding, DecodeBounds bounds)
{
    /// <summary>Sends the decoded body in chunks, without their end. When it returns, nothing is read from the client any more.</summary>
    public async Task<Failure> RunAsync(RequestPieces body, UpstreamConnection connection)
    {
        var target = new BackendPieces(connection);
        var end = await flows.RunAsync(body, buffers => new DecodingCodec(ContentDecoders.Create(coding, bounds), buffers), target);
        await body.StopAsync();
        return end.Kind is FlowEndKind.Completed ? Failure.None
            : end.Kind is FlowEndKind.Cancelled ? target.Failure
            : body.Failure is not Failure.None ? body.Failure
            : end.Cause is not ContentDecodingException fault ? Failure.CodingFailed
            : fault.Outcome is DecodeOutcome.TooLarge ? Failure.BodyTooLarge
            : Failure.BadRequest;
    }
}
