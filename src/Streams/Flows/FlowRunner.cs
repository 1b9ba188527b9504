using ActorProxy.Streams.Bodies;
using ActorProxy.Streams.Compression;
using Akka.Pattern;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorProxy.Streams.Flows;

/// <summary>
/// Runs bodies through stages: reader, codec, writer, fused into one actor without any buffer between them, so that a body is read no
/// faster than it is written and takes the same memory whatever its length. One runner, and one materializer, for the process: one
/// for each body would never be given back.
/// </summary>
public sealed class FlowRunner(IMaterializer materializer)
{
    /// <summary>Where the stages get their memory.</summary>
    public BodyBuffers Buffers { get; } = new();

    /// <summary>The stages at work.</summary>
    public RunningStages Running { get; } = new();

    /// <summary>
    /// Carries one body as it is, from a reader to a writer that others read behind: a tee, whose branches go at their own pace. What was
    /// written last may not be flushed yet.
    /// </summary>
    public Task<FlowEnd> CopyAsync(PieceReader reader, PieceWriter writer) =>
        Run(Source.FromGraph(new PieceSource(reader, Buffers, Running)).ToMaterialized(Sink.FromGraph(new PieceSink(writer, Running)), Keep.Right));

    /// <summary>
    /// Carries one body. The codec is made when the stages start, and disposed of when they stop. What was written last may not be
    /// flushed yet: the caller has the end of the body to write and flushes both.
    /// </summary>
    public Task<FlowEnd> RunAsync(PieceReader reader, Func<BodyBuffers, BodyCodec> codec, PieceWriter writer) =>
        Run(Source.FromGraph(new PieceSource(reader, Buffers, Running))
            .Via(new CodecStage(() => codec(Buffers), Running))
            .ToMaterialized(Sink.FromGraph(new PieceSink(writer, Running)), Keep.Right));

    private Task<FlowEnd> Run(IRunnableGraph<Task<FlowEnd>> flow)
    {
        try
        {
            return flow.Run(materializer);
        }
        catch (IllegalStateException stopped)
        {
            // The actor system has ended before this body began.
            return Task.FromResult(new FlowEnd(FlowEndKind.Failed, stopped));
        }
    }
}
