using System.Runtime.CompilerServices;
using ActorProxy.Streams.Bodies;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorProxy.Streams.Flows;

/// <summary>
/// Reads a body when there is demand, and copies it into owned buffers. The next read starts as soon as a piece is copied, so that
/// the piece can say whether more was there (<see cref="OwnedBuffer.EndsBurst"/>); its result is taken at the next demand.
/// </summary>
internal sealed class PieceSource(PieceReader reader, BodyBuffers buffers, RunningStages running) : GraphStage<SourceShape<OwnedBuffer>>
{
    private readonly Outlet<OwnedBuffer> _out = new("PieceSource.out");

    public override SourceShape<OwnedBuffer> Shape => new(_out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, reader, buffers, running);

    private sealed class Logic : CountedLogic, IOutHandler
    {
        private readonly Outlet<OwnedBuffer> _out;
        private readonly PieceReader _reader;
        private readonly BodyBuffers _buffers;
        private readonly Action _arrived;
        private ValueTaskAwaiter<Piece> _read;
        private ReadOnlyMemory<byte> _rest;
        private bool _isReading;
        private bool _isLast;
        private OwnedBuffer? _held;

        public Logic(PieceSource stage, PieceReader reader, BodyBuffers buffers, RunningStages running)
            : base(stage.Shape, running)
        {
            _out = stage._out;
            _reader = reader;
            _buffers = buffers;
            var arrived = GetAsyncCallback(Arrived);
            _arrived = arrived;
            SetHandler(_out, this);
        }

        public void OnPull() => Emit();

        public void OnDownstreamFinish(Exception cause) => CancelStage(cause);

        protected override void Start()
        {
        }

        protected override void Release() => _held?.Dispose();

        private void Emit()
        {
            if (_rest.IsEmpty && !_isLast)
                Read();
            else
                PushNext();
        }

        private void Read()
        {
            if (!_isReading)
                StartRead();
            if (_read.IsCompleted)
                Arrived();
            else
                _read.UnsafeOnCompleted(_arrived);
        }

        private void StartRead()
        {
            _isReading = true;
#pragma warning disable CA2012 // The awaiter is kept in a field, but its result is taken once, in Arrived.
            _read = _reader.ReadAsync().GetAwaiter();
#pragma warning restore CA2012
        }

        private void Arrived()
        {
            _isReading = false;
            var piece = _read.GetResult();
            _isLast = piece.IsLast;
            _rest = piece.Data;
            if (piece.IsBroken)
                FailStage(BrokenBodyException.Instance);
            else
                Emit();
        }

        private void PushNext()
        {
            if (!_rest.IsEmpty)
                Fill();
            if (_held is { } buffer)
            {
                _held = null;
                Push(_out, buffer);
            }

            if (_isLast && _rest.IsEmpty)
                CompleteStage();
        }

        private void Fill()
        {
            _held = _buffers.Rent();
            var count = Math.Min(_rest.Length, BodyBuffers.Size);
            _rest.Span[..count].CopyTo(_held.Memory.Span);
            _held.Length = count;
            _rest = _rest[count..];
            if (!_rest.IsEmpty || _isLast)
                return;
            StartRead();
            _held.EndsBurst = !_read.IsCompleted;
        }
    }
}
