using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// The receiving side of a connection: one operation at a time. It completes synchronously when what it needs is there;
/// otherwise on the thread that the bytes come on, without allocation.
/// </summary>
internal sealed class ResponseReceiver
{
    private readonly ByteChannel _channel;
    private readonly DeadlineSweeper _sweeper;
    private readonly Breakage _breakage;
    private readonly Action _endIdle;
    private readonly PendingReceive _receive;
    private readonly ReceiveSource _source = new();
    private readonly ResponseReader _reader = new();
    private long _deadline = DeadlineSweeper.Never;
    private long _timeout;
    private Operation _operation;
    private Memory<byte> _rawTarget;
    private int _rawCount;
    private bool _ended;
    private bool _broke;

    /// <param name="channel">Where from.</param>
    /// <param name="sweeper">Who watches <see cref="Deadline"/>.</param>
    /// <param name="breakage">Why this side closed the connection.</param>
    /// <param name="endIdle">Called when something comes that no operation waits for.</param>
    public ResponseReceiver(ByteChannel channel, DeadlineSweeper sweeper, Breakage breakage, Action endIdle)
    {
        _channel = channel;
        _sweeper = sweeper;
        _breakage = breakage;
        _endIdle = endIdle;
        _receive = new PendingReceive(channel, OnReceived);
    }

    private enum Operation : byte
    {
        Head,
        FinalHead,
        Body,
        Raw,
    }

    public ResponseHead Head => _reader.Head;

    /// <summary>Whether any byte of a response to this request has come.</summary>
    public bool AnyByte { get; private set; }

    /// <summary>The reason of this side for closing the connection, UpstreamReset for one of the network; None while it holds.</summary>
    public Failure BrokenBy => _broke ? _breakage.Or(Failure.UpstreamReset) : Failure.None;

    /// <summary>When the operation that waits is overdue.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    /// <summary>Whether something came that no operation has waited for.</summary>
    public bool HasUnexpected => _receive.IsDone;

    /// <summary>Whether a response was read to its end, nothing came behind it and another may follow.</summary>
    public bool MayServeAgain => _reader.MayServeAgain && _receive.IsNone;

    /// <summary>Makes it ready for the response to another request.</summary>
    public void StartExchange()
    {
        AnyByte = false;
        _reader.StartExchange();
    }

    /// <summary>
    /// Starts the receive by which an idle connection learns that it is not to be used, and which brings the next response
    /// otherwise. False when something was there already: the end, or bytes that nobody asked for.
    /// </summary>
    public bool TryStartIdle()
    {
        _reader.Buffer.Shrink();
        return !_receive.Start(_reader.Room(body: false), awaited: false);
    }

    /// <param name="headRequest">Whether the request was a HEAD, so that no body follows.</param>
    /// <param name="final">Whether interim responses are passed over.</param>
    /// <param name="timeout">In milliseconds, for each receive.</param>
    public ValueTask<Failure> ReceiveHeadAsync(bool headRequest, bool final, long timeout)
    {
        _reader.StartHead(headRequest);
        return Begin(final ? Operation.FinalHead : Operation.Head, timeout) ? new ValueTask<Failure>(_source.Head) : _source.WaitHead();
    }

    public ValueTask<BodyPiece> ReceiveBodyAsync(long timeout) =>
        Begin(Operation.Body, timeout) ? new ValueTask<BodyPiece>(_source.Body) : _source.WaitBody();

    public ValueTask<int> ReceiveRawAsync(Memory<byte> buffer, long timeout)
    {
        _rawTarget = buffer;
        return Begin(Operation.Raw, timeout) ? new ValueTask<int>(_source.Raw) : _source.WaitRaw();
    }

    /// <summary>Gives the operation that waits, if there is one, its time anew.</summary>
    public void ExtendDeadline(long timeout)
    {
        if (Deadline != DeadlineSweeper.Never)
            Volatile.Write(ref _deadline, _sweeper.After(timeout));
    }

    private bool Begin(Operation operation, long timeout)
    {
        _operation = operation;
        _timeout = timeout;
        _broke |= _breakage.Why is not Failure.None;
        if (TryFinish())
            return true;
        _source.Reset();
        return Advance();
    }

    // Receives until the operation is finished. False when OnReceived goes on with it, perhaps already: nothing of this
    // object may be touched after that.
    private bool Advance()
    {
        do
        {
            Volatile.Write(ref _deadline, _sweeper.After(_timeout));
            if (!(_receive.IsNone ? _receive.Start(Room(), awaited: true) : _receive.TryAwait()))
                return false;
            Take();
        }
        while (!TryFinish());
        return true;
    }

    private void OnReceived(bool awaited)
    {
        if (!awaited)
        {
            _endIdle();
            return;
        }

        Take();
        if (TryFinish() || Advance())
            _source.Complete();
    }

    private Memory<byte> Room() => _operation is Operation.Raw ? _rawTarget : _reader.Room(_operation is Operation.Body);

    private void Take()
    {
        Volatile.Write(ref _deadline, DeadlineSweeper.Never);
        var count = _receive.Take();
        _broke = count == PendingReceive.Broken || _breakage.Why is not Failure.None;
        _ended = count == 0;
        if (_broke || _ended)
            return;

        AnyByte = true;
        if (_operation is Operation.Raw)
            _rawCount = count;
        else
            _reader.Buffer.Received(count);
    }

    private bool TryFinish() => _operation switch
    {
        _ when _broke => Fail(),
        Operation.Head or Operation.FinalHead => TryFinishHead(),
        Operation.Body => TryFinishBody(),
        _ => TryFinishRaw(),
    };

    // Whatever the operation is, this is how it ends.
    private bool Fail()
    {
        _source.Head = _breakage.Or(Failure.UpstreamReset);
        _source.Body = new BodyPiece(default, true, _breakage.Or(Failure.ResponseTruncated));
        _source.Raw = 0;
        return true;
    }

    private bool TryFinishHead()
    {
        while (_reader.TryReadHead(out var failure))
        {
            _source.Head = failure;
            if (failure is not Failure.None || _operation is Operation.Head || !Head.IsInterim)
                return true;
            _reader.StartNextHead();
        }

        _source.Head = Failure.UpstreamReset;
        return _ended;
    }

    private bool TryFinishBody()
    {
        if (_reader.TryReadBody(out var piece))
            _source.Body = piece;
        else if (_ended)
            _source.Body = _reader.EndOfStream(_channel.EndIsAuthentic);
        else
            return false;
        return true;
    }

    private bool TryFinishRaw()
    {
        var buffered = _reader.Buffer.Unread;
        if (!buffered.IsEmpty)
        {
            var count = Math.Min(buffered.Length, _rawTarget.Length);
            buffered[..count].CopyTo(_rawTarget);
            _reader.Buffer.Consume(count);
            _source.Raw = count;
            return true;
        }

        _source.Raw = _rawCount;
        _rawCount = 0;
        return _source.Raw > 0 || _ended;
    }
}
