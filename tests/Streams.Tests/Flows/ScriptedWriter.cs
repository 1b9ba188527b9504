using System.Buffers;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Streams.Tests.Flows;

/// <summary>Keeps what is written. It takes everything at once, until a test makes it slow or gone.</summary>
internal sealed class ScriptedWriter : PieceWriter
{
    private readonly ArrayBufferWriter<byte> _written = new();
    private TaskCompletionSource<bool>? _stall;
    private TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Written => _written.WrittenSpan.ToArray();

    /// <summary>Completes at the next flush.</summary>
    public Task Flushed => Volatile.Read(ref _flushed).Task;

    public int Flushes { get; private set; }

    /// <summary>What flushes answer from now on, when the test says so.</summary>
    public TaskCompletionSource<bool> Stall() => _stall = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Write(ReadOnlySpan<byte> data) => _written.Write(data);

    public override ValueTask<bool> FlushAsync()
    {
        Flushes++;
        var stall = _stall;
        var flushed = Interlocked.Exchange(ref _flushed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        flushed.SetResult();
        return stall is null ? new ValueTask<bool>(true) : new ValueTask<bool>(stall.Task);
    }
}
