using ActorProxy.Streams.Compression;
using ActorProxy.Streams.Flows;
using Akka.Actor;
using Akka.Streams;

namespace ActorProxy.Streams.Tests.Flows;

/// <summary>One actor system with a runner, and the proof that a flow left nothing behind.</summary>
internal sealed class FlowRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ActorSystem _system = ActorSystem.Create("flows", "akka { stdout-loglevel = OFF, loglevel = OFF }");

    public FlowRig() => Runner = new FlowRunner(_system.Materializer());

    public FlowRunner Runner { get; }

    public Task<FlowEnd> EncodeAsync(PieceReader reader, PieceWriter writer, ContentCoding coding = ContentCoding.Gzip, bool flushes = false) =>
        Runner.RunAsync(reader, buffers => new EncodingCodec(ContentEncoders.Create(coding, 3), buffers, flushes), writer).WaitAsync(Patience);

    public Task<FlowEnd> DecodeAsync(PieceReader reader, PieceWriter writer, long max = long.MaxValue) =>
        Runner.RunAsync(
            reader,
            buffers => new DecodingCodec(ContentDecoders.Create(ContentCoding.Gzip, new DecodeBounds(max)), buffers),
            writer).WaitAsync(Patience);

    public Task StopAsync() => _system.Terminate().WaitAsync(Patience);

    /// <summary>Stages stop a moment after the end of a flow is known.</summary>
    public async Task AssertNothingIsLeftAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Runner.Running.Count > 0 || Runner.Buffers.Outstanding > 0)
        {
            Assert.False(patience.IsCancellationRequested, $"{Runner.Running.Count} stages, {Runner.Buffers.Outstanding} buffers are left");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _system.Dispose();
    }
}
