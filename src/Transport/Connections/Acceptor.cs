using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport.Connections;

/// <summary>Accepts on one listening socket, by one request that goes on and on. On its ring's thread.</summary>
internal sealed class Acceptor : RingHandle
{
    // When this process or the system has no room for another connection, or something else is wrong: until it may be over.
    private const int PauseMilliseconds = 100;

    private readonly int _file;
    private readonly Action<int> _accepted;
    private readonly Action _stopped;
    private readonly ILogger _log;
    private readonly KernelTime _pause = new(TimeSpan.FromMilliseconds(PauseMilliseconds));
    private bool _isPausing;
    private bool _isFailing;
    private bool _isClosing;

    /// <param name="thread">Where it accepts.</param>
    /// <param name="file">The listening socket.</param>
    /// <param name="accepted">Called with each new connection.</param>
    /// <param name="stopped">Called when the kernel has let go of the socket.</param>
    /// <param name="log">For what stands in the way.</param>
    public Acceptor(RingThread thread, int file, Action<int> accepted, Action stopped, ILogger log) : base(thread)
    {
        _file = file;
        _accepted = accepted;
        _stopped = stopped;
        _log = log;
    }

    /// <summary>Begins to accept.</summary>
    public void Start()
    {
        Attach();
        Accept();
    }

    /// <inheritdoc />
    public override void CloseNow()
    {
        if (_isClosing)
            return;
        _isClosing = true;
        CancelAll(_file);
        if (_isPausing)
            Cancel(RingOperation.Timeout);
        Detach();
    }

    /// <inheritdoc />
    protected override void OnCompleted(RingOperation operation, int result, uint flags)
    {
        if (operation == RingOperation.Cancel)
            return;
        if (operation == RingOperation.Timeout)
            _isPausing = false;
        else if (result >= 0)
            Accepted(result);
        else if (!_isClosing && -result is not (Errno.ConnectionAborted or Errno.TryAgain or Errno.Interrupted))
            Pause(-result);

        if ((flags & Flags.HasMore) == 0 && !_isPausing && !_isClosing)
            Accept();
    }

    /// <inheritdoc />
    protected override void OnDetached()
    {
        _pause.Free();
        _stopped();
    }

    private void Accept()
    {
        ref var entry = ref Request(Opcode.Accept, RingOperation.Accept, _file);
        entry.IoPriority = Flags.AcceptMultishot;
        entry.OperationFlags = Flags.SocketCloseOnExec;
    }

    private void Accepted(int connection)
    {
        _isFailing = false;
        _accepted(connection);
    }

    private void Pause(int errno)
    {
        _isPausing = true;
        // Said once, until one can be accepted again.
        if (!_isFailing)
            TransportLog.AcceptFailed(_log, Errno.ToException(errno).Message, PauseMilliseconds);
        _isFailing = true;
        After(_pause);
    }
}
