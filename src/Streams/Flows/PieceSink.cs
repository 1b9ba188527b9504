using System.Runtime.CompilerServices;
using ActorProxy.Streams.Bodies;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorProxy.Streams.Flows;

/// <summary>
/// Writes what comes, and asks for more when the writer has taken it. Materializes to the end of the whole flow; what waits for it
/// goes on elsewhere, never inside of the stage.
/// </summary>
internal sealed class PieceSink(PieceWriter writer, RunningStages running)
    : GraphStageWithMaterializedValue<SinkShape<OwnedBuffer>, Task<FlowEnd>>
{
    private static readonly OperationCanceledException StoppedFromOutside = new("the stages were stopped before their end");

    private readonly Inlet<OwnedBuffer> _in = new("PieceSink.in");

    public override SinkShape<OwnedBuffer> Shape => new(_in);

    public override ILogicAndMaterializedValue<Task<FlowEnd>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var end = new TaskCompletionSource<FlowEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new LogicAndMaterializedValue<Task<FlowEnd>>(new Logic(this, writer, running, end), end.Task);
    }

    private sealed class Logic : CountedLogic, IInHandler
    {
        private readonly Inlet<OwnedBuffer> _in;
        private readonly PieceWriter _writer;
        private readonly TaskCompletionSource<FlowEnd> _end;
        private readonly Action _flushed;
        private ValueTaskAwaiter<bool> _flush;
        private bool _isFlushing;
        private bool _isLast;

        public Logic(PieceSink stage, PieceWriter writer, RunningStages running, TaskCompletionSource<FlowEnd> end)
            : base(stage.Shape, running)
        {
            _in = stage._in;
            _writer = writer;
            _end = end;
            var flushed = GetAsyncCallback(Flushed);
            _flushed = flushed;
            SetHandler(_in, this);
        }

        public void OnPush()
        {
            using (var buffer = Grab(_in))
            {
                _isLast = buffer.IsLast;
                _writer.Write(buffer.Data.Span);
            }

            // What follows the body goes out with its last bytes.
            if (_isLast)
                End(new FlowEnd(FlowEndKind.Completed));
            else
                Flush();
        }

        public void OnUpstreamFinish()
        {
            _isLast = true;
            if (!_isFlushing)
                End(new FlowEnd(FlowEndKind.Completed));
        }

        public void OnUpstreamFailure(Exception e)
        {
            // What was pushed just before the failure is nobody else's.
            if (IsAvailable(_in))
                Grab(_in).Dispose();
            End(new FlowEnd(FlowEndKind.Failed, e));
        }

        protected override void Start() => Pull(_in);

        // Whatever stopped the stage without a word is a failure; after a word this changes nothing.
        protected override void Release() => _end.TrySetResult(new FlowEnd(FlowEndKind.Failed, StoppedFromOutside));

        private void Flush()
        {
            _isFlushing = true;
#pragma warning disable CA2012 // The awaiter is kept in a field, but its result is taken once, in Flushed.
            _flush = _writer.FlushAsync().GetAwaiter();
#pragma warning restore CA2012
            if (_flush.IsCompleted)
                Flushed();
            else
                _flush.UnsafeOnCompleted(_flushed);
        }

        private void Flushed()
        {
            _isFlushing = false;
            if (!_flush.GetResult())
                End(new FlowEnd(FlowEndKind.Cancelled));
            else if (_isLast)
                End(new FlowEnd(FlowEndKind.Completed));
            else
                Pull(_in);
        }

        private void End(FlowEnd end)
        {
            _end.TrySetResult(end);
            CompleteStage();
        }
    }
}
