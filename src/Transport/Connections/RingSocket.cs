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
    /// <summary>
    /// Bytes after which a receive that goes on and on ends, to be started again unless too much waits to be read. What a connection holds
    /// is bounded by this and <see cref="RingInput.PauseAt"/> together. With half as much, bodies of 1 MB cost a quarter more.
    /// </summary>
    public const int MostAtOnce = 128 * 1024;


    private readonly int _file;
    private readonly RingListener? _listener;
    private readonly Habit _habit;
    private RingConnection? _connection;
    private int _quietSweeps;
    private uint _exchange;
    private Leaving _leaving;
    private bool _isReceiving;
    private bool _isCancellingReceive;
    private bool _isFlooded;
    private bool _inputEnded;
    private bool _isClosing;
    private bool _closesWhenDrained;

    /// <param name="thread">Where it lives.</param>
    /// <param name="file">The socket.</param>
    /// <param name="listener">That it came by; null for one of ours to elsewhere.</param>
    /// <param name="habit">What it has done before.</param>
    public RingSocket(RingThread thread, int file, RingListener? listener, Habit habit) : base(thread)
    {
        (_file, _listener, _habit) = (file, listener, habit);
        // From here on, so that many that come at once are spread.
        thread.CountConnection(1);
        Input = new RingInput(this);
        Output = new RingOutput(this);
    }

    // The way of a connection that rests back to the listener.
    private enum Leaving : byte
    {
        /// <summary>It stays.</summary>
        No,

        /// <summary>The receive is being ended, so that no bytes can come between.</summary>
        Receive,

        /// <summary>The server was told that the input has ended, and is to let go.</summary>
        Server,

        /// <summary>Nobody has it.</summary>
        Done,
    }

    public RingInput Input { get; }

    public RingOutput Output { get; }

    /// <summary>The address at this end.</summary>
    public IPEndPoint? OwnAddress => NativeAddress.OwnOf(_file);

    /// <summary>What the kernel says of the connection; all zero when it is being closed here.</summary>
    public TcpInfo Info => _isClosing ? default : TcpInfo.Of(_file);

    /// <summary>Takes part in the ring's work and begins to receive.</summary>
    public void Start(RingConnection connection)
    {
        _connection = connection;
        Attach();
        Receive();
    }

    /// <summary>The same, with what that buffer of the ring has received.</summary>
    public void Start(RingConnection connection, int buffer, int length)
    {
        _connection = connection;
        Attach();
        Take(buffer, length);
        Receive();
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
            CloseOrLeave();
    }

    /// <summary>Closes at once.</summary>
    /// <param name="reason">Why, if the peer is to see it as broken: it gets a RST, and readers here get this.</param>
    public void Close(Exception? reason)
    {
        if (_isClosing)
            return;
        _isClosing = true;
        if (reason is not null)
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
        if (_quietSweeps++ == 0 && _listener is not null)
            Thread.Preemption.OnActive();
        if (_leaving == Leaving.No && _listener?.Policy is { } policy && _quietSweeps >= _habit.Patience(Thread.SweepsOf(policy.TakeBackAfter)) && IsResting)
            Leave();
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
        Thread.CountConnection(-1);
        if (_leaving == Leaving.Done)
        {
            new ParkedConnection(Thread, _file, _listener!, _habit with { HasSent = true }).Start();
        }
        else
        {
            CloseFile(_file);
            _listener?.OnClosed();
        }

        _connection?.OnClosed();
    }

    private bool IsResting => !_isClosing && !_inputEnded && Input.IsResting && Output.IsDrained;

    private void Receive()
    {
        if (_isReceiving || _inputEnded || _isClosing || _leaving != Leaving.No || Input.IsPaused)
            return;
        _isReceiving = true;
        ref var entry = ref RequestReceive(_file);
        if (!_isFlooded)
            entry.IoPriority = Flags.ReceiveMultishot;
        if (Thread.LimitsReceives)
            entry.MultishotLimit = MostAtOnce;
    }

    private void OnReceived(int result, uint flags)
    {
        if ((flags & Flags.HasMore) == 0)
            _isReceiving = false;
        if (result > 0)
            Take((int)(flags >> Flags.BufferShift), result);
        else if (result == 0)
            EndInput(null);
        else if (-result == Errno.Invalid && Thread.LimitsReceives)
            Thread.LimitsReceives = false;
        else if (-result is not (Errno.NoBuffers or Errno.Cancelled))
            EndInput(ToException(-result));

        if (_leaving == Leaving.Receive && !_isReceiving)
            EndForServer();
        if (!_isReceiving)
            Receive();
    }

    private void Take(int number, int length)
    {
        _quietSweeps = 0;
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
        if (!_isReceiving || !Input.IsPaused || _isCancellingReceive)
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
        var count = _isClosing ? 0 : Output.Gather(parts);
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
            CloseOrLeave();
        else if (_leaving == Leaving.No)
            _ = Libc.Shutdown(_file, Libc.ShutdownSend);
    }

    private void CloseOrLeave()
    {
        if (_leaving != Leaving.Server || _isClosing)
        {
            Close(null);
            return;
        }

        _leaving = Leaving.Done;
        _isClosing = true;
        Detach();
    }

    private void Leave()
    {
        _leaving = Leaving.Receive;
        if (_isReceiving)
            Cancel(RingOperation.Receive);
        else
            EndForServer();
    }

    // Unless bytes have come meanwhile, and then it stays.
    private void EndForServer()
    {
        _leaving = IsResting ? Leaving.Server : Leaving.No;
        if (_leaving == Leaving.Server)
            Input.End(null);
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
