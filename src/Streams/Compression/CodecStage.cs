using ActorProxy.Streams.Bodies;
using ActorProxy.Streams.Flows;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorProxy.Streams.Compression;

/// <summary>
/// Encodes or decodes a body that flows. A buffer is owned by a port, or by the codec from the moment it is grabbed, before
/// anything can throw; the codec is disposed of when the stage stops, whatever stopped it.
/// </summary>
/// <param name="codec">Called once for each materialization, when the stage starts.</param>
/// <param name="running">Counts the stage.</param>
public sealed class CodecStage(Func<BodyCodec> codec, RunningStages running) : GraphStage<FlowShape<OwnedBuffer, OwnedBuffer>>
{
    private readonly Inlet<OwnedBuffer> _in = new("Codec.in");
    private readonly Outlet<OwnedBuffer> _out = new("Codec.out");

    /// <inheritdoc />
    public override FlowShape<OwnedBuffer, OwnedBuffer> Shape => new(_in, _out);

    /// <inheritdoc />
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, codec, running);

    private sealed class Logic : CountedLogic, IInHandler, IOutHandler
    {
        private readonly Inlet<OwnedBuffer> _in;
        private readonly Outlet<OwnedBuffer> _out;
        private readonly Func<BodyCodec> _create;
        private BodyCodec? _codec;
        private bool _isFinished;

        public Logic(CodecStage stage, Func<BodyCodec> create, RunningStages running)
            : base(stage.Shape, running)
        {
            _in = stage._in;
            _out = stage._out;
            _create = create;
            SetHandler(_in, this);
            SetHandler(_out, this);
        }

        public void OnPush()
        {
            _codec!.Take(Grab(_in));
            Advance();
        }

        public void OnPull() => Advance();

        public void OnUpstreamFinish()
        {
            _codec!.Finish();
            _isFinished = true;
            if (IsAvailable(_out))
                Advance();
        }

        public void OnUpstreamFailure(Exception e)
        {
            // What was pushed just before the failure is nobody else's.
            if (IsAvailable(_in))
                Grab(_in).Dispose();
            FailStage(e);
        }

        public void OnDownstreamFinish(Exception cause) => CancelStage(cause);

        protected override void Start() => _codec = _create();

        protected override void Release() => _codec?.Dispose();

        private void Advance()
        {
            try
            {
                if (_codec!.TryNext() is { } output)
                    Push(_out, output);
                else if (_isFinished)
                    CompleteStage();
                else
                    Pull(_in);
            }
            catch (ContentDecodingException fault)
            {
                // What a client sent, no fault of ours: it need not be in the log as one.
                FailStage(fault);
            }
        }
    }
}
