using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// A client connection that no server has: it waits for bytes, which make a <see cref="RingConnection"/> of it, or for the end of its
/// time. On the ring's thread, but for the constructor.
/// </summary>
internal sealed class ParkedConnection : RingHandle
{
    private readonly RingListener _listener;
    private readonly int _file;
    private readonly Habit _habit;
    private int _sweeps;
    private bool _isOver;
    private bool _isTaken;

    /// <param name="thread">Where it lives.</param>
    /// <param name="file">The socket.</param>
    /// <param name="listener">Whose it is.</param>
    /// <param name="habit">What it has done so far.</param>
    public ParkedConnection(RingThread thread, int file, RingListener listener, Habit habit) : base(thread)
    {
        (_listener, _file, _habit) = (listener, file, habit);
        thread.CountConnection(1);
        listener.Counter?.CountParked(1);
    }

    /// <summary>Whether it is one of that listener.</summary>
    public bool IsOf(RingListener listener) => listener == _listener;

    /// <summary>Begins to wait.</summary>
    public void Start()
    {
        Attach();
        if (_listener.IsUnbound)
            CloseNow();
        else
            Receive();
    }

    /// <inheritdoc />
    public override void CloseNow()
    {
        if (_isOver)
            return;
        _isOver = true;
        if (HasPending)
            Cancel(RingOperation.Receive);
        Detach();
    }

    /// <inheritdoc />
    public override void OnSweep()
    {
        if (++_sweeps >= Thread.SweepsOf(_listener.PatienceWithParked(_habit)))
            CloseNow();
    }

    /// <inheritdoc />
    protected override Intake ReceivesBy => Thread.Arrivals.Intake;

    /// <inheritdoc />
    protected override void OnCompleted(RingOperation operation, int result, uint flags)
    {
        if (operation != RingOperation.Receive)
            return;
        if (result > 0)
            Take((int)(flags >> Flags.BufferShift), result);
        else if (-result == Errno.NoBuffers && !_isOver)
            Receive();
        else
            CloseNow();
    }

    /// <inheritdoc />
    protected override void OnDetached()
    {
        Thread.CountConnection(-1);
        _listener.Counter?.CountParked(-1);
        if (_isTaken)
            return;
        CloseFile(_file);
        _listener.OnClosed();
    }

    private void Take(int number, int length)
    {
        if (_isOver)
        {
            ReceivesBy.Buffers.Return(number);
            return;
        }

        _isOver = _isTaken = true;
        Detach();
        var connection = new RingConnection(Thread, _file, NativeAddress.PeerOf(_file), _listener, HabitNow());
        connection.Start(number, length);
        _listener.Serve(connection);
    }

    private Habit HabitNow() =>
        _listener.Policy is { } policy ? _habit.After(_sweeps, Thread.SweepsOf(policy.TakeBackAfter), policy.MostDoublings) : _habit;

    // One by one: a receive that goes on and on would have to be ended before another object can take over.
    private void Receive() => RequestReceive(_file);
}
