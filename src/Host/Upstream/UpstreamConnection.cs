using System.Buffers;
using System.Net;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// One HTTP/1.1 connection to a backend, used by one request at a time (RFC 9112 section 9). Sending and receiving may go on
/// at once, each one operation at a time. Nothing throws for what the network does.
/// </summary>
internal sealed class UpstreamConnection
{
    private readonly HttpUpstream _owner;
    private readonly ByteChannel _channel;
    private readonly DeadlineSweeper _sweeper;
    private readonly Breakage _breakage = new();
    private readonly RequestWriter _writer;
    private readonly ResponseReceiver _receiver;
    private readonly long _bornAt;
    private Tenancy _tenancy = new();
    private long _idleUntil;
    private bool _sendBegun;

    /// <summary>In use from the start. The owner gets it back when it is released, unless it is closed then.</summary>
    public UpstreamConnection(HttpUpstream owner, Connector connector, ByteChannel channel, IPAddress address, DeadlineSweeper sweeper)
    {
        _owner = owner;
        _channel = channel;
        _sweeper = sweeper;
        _writer = new RequestWriter(channel, sweeper, _breakage);
        _receiver = new ResponseReceiver(channel, sweeper, _breakage, EndIdle);
        _bornAt = sweeper.Now;
        Connector = connector;
        Address = address;
        sweeper.Watch(this);
    }

    /// <summary>What made it.</summary>
    public Connector Connector { get; }

    /// <summary>The lane that it lives on.</summary>
    public int Lane => _channel.Lane;

    /// <summary>The backend's address.</summary>
    public IPAddress Address { get; }

    /// <summary>
    /// Whether it has served before: then a failure before <see cref="AnyResponseByte"/> may only mean that the backend closed
    /// it while it was idle (RFC 9112 section 9.3.1).
    /// </summary>
    public bool HasServed { get; private set; }

    /// <summary>Whether any byte of a response to this request has come.</summary>
    public bool AnyResponseByte => _receiver.AnyByte;

    /// <summary>The request head and first body bytes are written here; kept with the connection.</summary>
    public IBufferWriter<byte> Output => _writer.Output;

    /// <summary>Valid until the next <see cref="ReceiveHeadAsync"/>.</summary>
    public ResponseHead Head => _receiver.Head;

    /// <summary>How a receive broke off: the reason of an Abort or a timeout, or UpstreamReset. None while none has.</summary>
    public Failure BrokenBy => _receiver.BrokenBy;

    /// <summary>Names this use of the connection for <see cref="Abort(int, Failure)"/>.</summary>
    public int Turn => _tenancy.Turn;

    /// <summary>Whether it can be rented.</summary>
    public bool IsIdle => _tenancy.IsIdle;

    /// <summary>Whether something came that nobody has waited for: the end, or bytes.</summary>
    public bool HasUnexpected => _receiver.HasUnexpected;

    /// <summary>Sends and clears <see cref="Output"/>. None, SendTimeout, UpstreamReset or the reason of an Abort.</summary>
    public ValueTask<Failure> SendAsync()
    {
        BeginSend();
        return _writer.SendAsync(_owner.Times.Send);
    }

    /// <summary>Sends <see cref="Output"/>, if there is any, and then the bytes.</summary>
    public ValueTask<Failure> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        BeginSend();
        return _writer.SendAsync(bytes, _owner.Times.Send);
    }

    /// <summary>Tells the backend that nothing more follows: the end of one direction of a tunnel.</summary>
    public async ValueTask CloseSendAsync()
    {
        try
        {
            await _channel.CloseSendAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (NetworkFault.Is(exception))
        {
            // The receiving side finds out by itself.
        }
    }

    /// <summary>
    /// The next response head, 1xx included: call again after such a one. None, ReadTimeout, UpstreamReset, BadResponse or the
    /// reason of an Abort.
    /// </summary>
    public ValueTask<Failure> ReceiveHeadAsync(bool headRequest) => _receiver.ReceiveHeadAsync(headRequest, final: false, _owner.Times.Read);

    /// <summary>The same, but interim responses are passed over.</summary>
    public ValueTask<Failure> ReceiveFinalHeadAsync(bool headRequest) => _receiver.ReceiveHeadAsync(headRequest, final: true, _owner.Times.Read);

    /// <summary>The next piece of the body. There is at least one, and the last says so.</summary>
    public ValueTask<BodyPiece> ReceiveBodyAsync() => _receiver.ReceiveBodyAsync(_owner.Times.Read);

    /// <summary>Bytes of a tunnel, those already buffered first; 0 when the backend ended it or it broke.</summary>
    public ValueTask<int> ReceiveRawAsync(Memory<byte> buffer) => _receiver.ReceiveRawAsync(buffer, _owner.Times.Tunnel);

    /// <summary>Closes it, from any thread while the caller has it; pending and later operations end with that failure.</summary>
    public void Abort(Failure why) => Abort(Turn, why);

    /// <summary>The same if that use of it has not ended, whoever has it now: for callbacks that may come late.</summary>
    public void Abort(int turn, Failure why)
    {
        if (!_tenancy.TryEndTurn(turn))
            return;
        _breakage.Set(why);
        Dispose();
    }

    /// <summary>
    /// Ends this use. It is kept for another request if the response was read to its end, nothing came behind it and both
    /// sides keep it open; otherwise it is closed.
    /// </summary>
    /// <param name="requestSent">False when the request was not sent to its end, which the connection cannot know.</param>
    public void Release(bool requestSent = true)
    {
        if (requestSent && _receiver.MayServeAgain && _writer.IsClean && _owner.MayKeep(this) && TryGoIdle())
            return;
        if (_tenancy.TryEndTurn(Turn))
            Dispose();
    }

    /// <summary>Takes it out of idleness for another request.</summary>
    public bool TryRent()
    {
        if (!_tenancy.TryRent())
            return false;
        HasServed = true;
        _sendBegun = false;
        _receiver.StartExchange();
        return true;
    }

    /// <summary>Closes it if it is idle.</summary>
    public void EndIdle()
    {
        if (!_tenancy.TryEndIdle())
            return;
        _owner.Forget(this);
        Dispose();
    }

    /// <summary>Whether it is too old to be used again.</summary>
    public bool IsAged => _sweeper.Now >= _bornAt + _owner.Times.Age;

    /// <summary>Whether a deadline seems to have passed.</summary>
    public bool IsOverdue(long now) => IsIdle ? IsIdleTooLong(now) : _receiver.Deadline <= now || _writer.Deadline <= now;

    /// <summary>Closes it, with the failure that this is, if a deadline has passed.</summary>
    public void EndOverdue(long now)
    {
        // Read first: a deadline that is found passed after that is of this turn or a later one, and only this turn is ended.
        var turn = Turn;
        if (IsIdle && IsIdleTooLong(now))
            EndIdle();
        else if (_receiver.Deadline <= now)
            Abort(turn, Failure.ReadTimeout);
        else if (_writer.Deadline <= now)
            Abort(turn, Failure.SendTimeout);
    }

    private bool IsIdleTooLong(long now) => Volatile.Read(ref _idleUntil) <= now;

    private void BeginSend()
    {
        // What came before the first byte of a request is no answer to it: the backend closed, or it answers somebody else.
        if (!_sendBegun && HasServed && HasUnexpected)
            Abort(Failure.UpstreamReset);
        _sendBegun = true;

        // A tunnel is idle only while no byte goes either way.
        if (Head.IsUpgrade)
            _receiver.ExtendDeadline(_owner.Times.Tunnel);
    }

    private bool TryGoIdle()
    {
        _writer.Shrink();
        Volatile.Write(ref _idleUntil, Math.Min(_sweeper.After(_owner.Times.Idle), _bornAt + _owner.Times.Age));
        if (!_receiver.TryStartIdle() || !_tenancy.TryRelease())
            return false;

        // From here on OnReceived ends it by itself; what came just before that is seen here.
        if (HasUnexpected || !_owner.TryKeep(this))
            EndIdle();
        return true;
    }

    private void Dispose()
    {
        _channel.Abort();
        _sweeper.Forget(this);
    }
}
