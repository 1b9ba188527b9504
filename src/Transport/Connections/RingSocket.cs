using System.Net;
using System.Net.Sockets;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// The kernel's side of a connection: one receive that goes on and on, one send at a time. On the ring's thread, but for what
/// says otherwise.
/// </summary>
internal sealed class RingSocket : RingHandle
{
    private const int None = -1;

    private readonly RingListener? _listener;
    private int _file;
    private RingConnection? _connection;
    private WaitingClient? _client;
    private uint _exchange;
    private bool _hasReceived;
    private bool _isReceiving;
    private bool _isCancellingReceive;
    private bool _isFlooded;
    private bool _inputEnded;
    private bool _isClosing;
    private bool _closesWhenDrained;

    /// <summary>Of a socket, or of none until it serves one (<see cref="Serve"/>).</summary>
    /// <param name="thread">Where it lives.</param>
    /// <param name="file">The socket, if it is there already.</param>
    /// <param name="listener">That it came by; null for one of ours to elsewhere.</param>
    public RingSocket(RingThread thread, int? file, RingListener? listener) : base(thread)
    {
        (_file, _listener, MadeUnder) = (file ?? None, listener, listener?.Policy);
        // From here on, so that many that come at once are spread.
        if (file is not null)
            thread.CountConnection(1);
        Input = new RingInput(this);
        Output = new RingOutput(this);
    }

    /// <summary>The policy of its listener when it began: with another the server may have other limits for new connections.</summary>
    public IdlePolicy? MadeUnder { get; }

    /// <summary>Who uses it.</summary>
    public RingConnection? Connection => _connection;

    /// <summary>Whether it can serve another client: it has none, and its server waits for a request.</summary>
    public bool IsSpare => _file == None && IsResting;

    public RingInput Input { get; }

    public RingOutput Output { get; }

    /// <summary>The address at this end.</summary>
    public IPEndPoint? OwnAddress => NativeAddress.OwnOf(_file);

    /// <summary>What the kernel says of the connection; all zero when it is being closed here.</summary>
    public TcpInfo Info => _isClosing || _file == None ? default : TcpInfo.Of(_file);

    /// <summary>Takes part in the ring's work and begins to receive.</summary>
    public void Start(RingConnection connection)
    {
        _connection = connection;
        Attach();
        Receive();
    }

    /// <summary>Begins to serve a client, of whom that buffer of the ring holds the first bytes of a request.</summary>
    public void Serve(RingConnection connection, WaitingClient client, int buffer, int length)
    {
        (_connection, _client, _file) = (connection, client, client.File);
        TakeOver(client);
        _isReceiving = HasPending;
        Take(buffer, length);
        Receive();
    }

    /// <summary>Ends one that has no client, without a fault: its server is to let go of it.</summary>
    public void EndSpare()
    {
        if (_isClosing)
            return;
        _isClosing = true;
        Input.End(null);
        Output.Break();
        Detach();
    }

    /// <summary>The reader has room again; from any thread.</summary>
    public void ResumeReceive() => Thread.Do(static socket => ((RingSocket)socket).Receive(), this);

    /// <summary>There is something to send and no send under way; from any thread.</summary>
    public void StartSend() => Thread.Do(static socket => ((RingSocket)socket).Send(), this);

    /// <summary>What the peer has asked for is done; from any thread.</summary>
    public void EndExchange() => Thread.Do(static socket => ((RingSocket)socket).CountOut(), this);

    /// <summary>All is sent, and nothing more will be; from any thread.</summary>
    public void OnOutputDrained() => Thread.Do(static socket => ((RingSocket)socket).EndOutput(), this);

    /// <summary>Closes as soon as what was written is sent.</summary>
    public void CloseWhenDrained()
    {
        _closesWhenDrained = true;
        if (Output.IsDrained)
            Close(null);
    }

    /// <summary>Closes at once.</summary>
    /// <param name="reason">Why, if the peer is to see it as broken: it gets a RST, and readers here get this.</param>
    public void Close(Exception? reason)
    {
        if (_isClosing)
            return;
        _isClosing = true;
        if (reason is not null && _file != None)
            ResetOnClose();
        if (_isReceiving)
            Cancel(RingOperation.Receive);
        if (!Output.IsDrained)
            Cancel(RingOperation.Send);
        TellThatItEnds(reason ?? new IOException("The connection was closed."));
    }

    /// <inheritdoc />
    public override void CloseNow() => Close(new ConnectionAbortedException("The transport ends."));

    /// <inheritdoc />
    public override void OnSweep()
    {
        if (_hasReceived && _listener is not null)
            Thread.Preemption.OnActive();
        _hasReceived = false;
        LeaveIfResting();
    }

    /// <inheritdoc />
    protected override Intake ReceivesBy => _listener is null ? Thread.Intake : Thread.Arrivals.Intake;

    /// <inheritdoc />
    protected override void OnCompleted(RingOperation operation, int result, uint flags)
    {
        switch (operation)
        {
            case RingOperation.Receive:
                OnReceived(result, flags);
                break;
            case RingOperation.Send:
                Output.OnSent(result);
                if (result < 0)
                    ReceiveAnew();
                LeaveIfResting();
                break;
            case RingOperation.Cancel:
                _isCancellingReceive = false;
                break;
        }
    }

    /// <inheritdoc />
    protected override void OnDetached()
    {
        CountOut();
        Output.Free();
        if (_file != None)
        {
            Thread.CountConnection(-1);
            CloseFile(_file);
            _listener?.OnClosed();
        }

        _connection?.OnClosed();
    }

    // One that is to be aborted may look so already, while the order to close it is on its way to this thread: it is the client's still.
    private bool IsResting =>
        !_isClosing && !_inputEnded && !_isCancellingReceive && _connection is { IsAborted: false } && Output.IsResting && Input.IsResting;

    private void Receive()
    {
        if (_isReceiving || _inputEnded || _isClosing || _file == None || Input.IsPaused)
            return;
        _isReceiving = true;
        RequestReceive(_file, goesOn: !_isFlooded);
    }

    private void OnReceived(int result, uint flags)
    {
        if ((flags & Flags.HasMore) == 0)
            _isReceiving = false;
        if (result > 0)
            Take((int)(flags >> Flags.BufferShift), result);
        else if (result == 0)
            EndInput(null);
        else if (!IsToBeRequestedAgain(result))
            EndInput(ToException(-result));

        if (!_isReceiving)
            Receive();
    }

    private void Take(int number, int length)
    {
        _hasReceived = true;
        if (_listener is not null)
            OnClientSent();
        var buffers = ReceivesBy.Buffers;
        var block = buffers[number];
        block.End = length;
        if (Input.Accept(block, out var isAwaited))
        {
            buffers.GiveAway(number);
        }
        else
        {
            block.End = 0;
            buffers.Return(number);
        }

        if (!Thread.LimitsReceives)
            HoldBack(length);
        if (isAwaited)
            Input.Wake();
    }

    private void OnClientSent()
    {
        Thread.Preemption.OnReceived();
        if (_exchange == 0)
            _exchange = Thread.Arrivals.Admission.Begin();
    }

    private void CountOut()
    {
        if (_exchange == 0)
            return;
        Thread.Arrivals.Admission.End(_exchange);
        _exchange = 0;
    }

    // Where the kernel cannot limit a receive that goes on and on, it may have filled all buffers of the ring, 4 MiB, when it is stopped.
    // So that this does not go on, a peer that was too fast is received from piece by piece until one is short.
    private void HoldBack(int length)
    {
        _isFlooded = Input.IsPaused || (_isFlooded && length == BlockPool.BlockSize);
        if (Input.IsPaused)
            ReceiveAnew();
    }

    // Ends the receive, and begins another when there is room. A reset that comes with bytes may go unseen by a receive that goes on and on, as the
    // kernel wakes it once for both: who cannot be sent to is asked anew. What it has sent before comes first.
    private void ReceiveAnew()
    {
        if (_isClosing || !_isReceiving || _isCancellingReceive)
            return;
        _isCancellingReceive = true;
        Cancel(RingOperation.Receive);
    }

    // Whoever is told may have a bug, and the rest happens nevertheless.
    private void TellThatItEnds(Exception fault)
    {
        try
        {
            EndInput(fault);
        }
        finally
        {
            try
            {
                Output.Break();
            }
            finally
            {
                Detach();
            }
        }
    }

    private void EndInput(Exception? fault)
    {
        if (_inputEnded)
            return;
        _inputEnded = true;
        Input.End(fault);
        _connection?.OnInputEnded();
    }

    private void Send()
    {
        Span<Vector> parts = stackalloc Vector[MessageArena.MaxParts];
        var count = _isClosing || _file == None ? 0 : Output.Gather(parts);
        if (count == 0)
        {
            Output.OnSent(-Errno.Cancelled);
            return;
        }

        var message = count > 1 ? Thread.Messages.Add(parts[..count]) : 0;
        ref var entry = ref Request(message != 0 ? Opcode.SendMessage : Opcode.Send, RingOperation.Send, _file);
        entry.Address = message != 0 ? (ulong)message : parts[0].Address;
        entry.Length = message != 0 ? 1 : (uint)parts[0].Length;
        entry.OperationFlags = Flags.MessageNoSignal | Flags.MessageWaitAll;
    }

    private void EndOutput()
    {
        if (_isClosing)
            return;
        if (_closesWhenDrained)
            Close(null);
        else if (_file != None)
            _ = Libc.Shutdown(_file, Libc.ShutdownSend);
    }

    // Between two requests the server needs no client, and the client no server: it may have this one when the next request comes, or another.
    private void LeaveIfResting()
    {
        if (_listener?.Policy is null || !IsResting || _file == None)
            return;
        CountOut();
        var client = _client ?? new WaitingClient(Thread, _file, _listener);
        (_client, _file, _isReceiving, _isFlooded) = (null, None, false, false);
        client.WaitAgain(this);
        _listener.SparesOf(Thread).Add(this);
    }

    // With a linger time of 0, close(2) sends a RST (socket(7)).
    private unsafe void ResetOnClose()
    {
        var linger = stackalloc int[2] { 1, 0 };
        _ = Libc.SetSocketOption(_file, Libc.LevelSocket, Libc.OptionLinger, linger, 2 * sizeof(int));
    }

    private static IOException ToException(int errno)
    {
        var inner = Errno.ToException(errno);
        return inner.SocketErrorCode == SocketError.ConnectionReset
            ? new ConnectionResetException(inner.Message, inner)
            : new IOException(inner.Message, inner);
    }
}
