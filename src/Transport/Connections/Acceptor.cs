using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// Accepts on one listening socket: by one request that goes on and on while there are files enough, one by one when they become few, and
/// not at all when none is left for clients. On its ring's thread.
/// </summary>
internal sealed class Acceptor : RingHandle
{
    // So many connections may wait with the kernel, and be accepted before it hears that there are enough.
    private const int Burst = 4096;

    private readonly int _file;
    private readonly Action<int> _accepted;
    private readonly Action _stopped;
    private readonly Shortage _shortage;

    // When this process or the system has no room for another connection, or something else is wrong: until it may be over.
    private readonly KernelTime _pause = new(TimeSpan.FromMilliseconds(Shortage.PauseMilliseconds));
    private bool _isAccepting;
    private bool _goesOn;
    private bool _isPausing;
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
        _shortage = new Shortage(log);
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
        else
            OnAccept(result, isLast: (flags & Flags.HasMore) == 0);

        if (_isAccepting || _isPausing || _isClosing)
            return;
        if (operation == RingOperation.Timeout && !OpenFiles.HasRoomForClient)
            Pause();
        else
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
        _isAccepting = true;
        ref var entry = ref Request(Opcode.Accept, RingOperation.Accept, _file);
        entry.IoPriority = _goesOn ? Flags.AcceptMultishot : (ushort)0;
        entry.OperationFlags = Flags.SocketCloseOnExec;
    }

    private void OnAccept(int result, bool isLast)
    {
        _isAccepting = !isLast;
        if (result >= 0)
            OnConnection(result);
        else if (!_isClosing && !_isPausing && -result is not (Errno.ConnectionAborted or Errno.TryAgain or Errno.Interrupted or Errno.Cancelled))
            Pause(-result);
    }

    private void OnConnection(int file)
    {
        if (OpenFiles.AllowsBackend(file))
            _accepted(file);
        else
            CloseFile(file);
        var goesOn = OpenFiles.AllowsClient(file + Burst);
        if (_isAccepting && _goesOn && !goesOn)
            Cancel(RingOperation.Accept);
        _goesOn = goesOn;
        if (!OpenFiles.AllowsClient(file) && !_isPausing && !_isClosing)
            Pause();
    }

    private void Pause(int errno = Errno.ProcessFilesFull)
    {
        _isPausing = true;
        _shortage.Say(errno);
        After(_pause);
    }
}
