using System.Net;
using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// A client whose connection no server has: it waits for the first bytes of a request, which go to a connection of the server that has no
/// client (<see cref="Spares"/>) or to a new one, or for the end of its time. On the ring's thread.
/// </summary>
internal sealed class WaitingClient(RingThread thread, int file, RingListener listener) : RingHandle(thread)
{
    private int _sweeps;
    private bool _hasSent;
    private bool _isCounted;
    private bool _isOver;

    /// <summary>Its socket.</summary>
    public int File => file;

    /// <summary>Where it is; known once it has sent something, null when it was gone by then.</summary>
    public IPEndPoint? Address { get; private set; }

    /// <summary>Where it has come to, unless it has to be asked for.</summary>
    public EndPoint? OwnAddress => listener.OwnAddress;

    /// <summary>Whether it is one of that listener.</summary>
    public bool IsOf(RingListener other) => other == listener;

    /// <summary>Begins to wait.</summary>
    public void Start()
    {
        Attach();
        Wait();
    }

    /// <summary>Has been served, and what comes next comes here again.</summary>
    public void WaitAgain(RingSocket served)
    {
        TakeOver(served);
        _sweeps = 0;
        _hasSent = true;
        Wait();
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
        _sweeps++;
        if (_sweeps == 1 && _hasSent)
            Thread.Preemption.OnActive();
        // Not at once: many go and come back between two looks.
        if (_sweeps == 2)
            Count(1);
        if (_sweeps >= Thread.SweepsOf(listener.PatienceWithWaiting(_hasSent)))
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
        else if (_isOver)
            return;
        else if (IsToBeRequestedAgain(result))
            Receive();
        else
            CloseNow();
    }

    /// <inheritdoc />
    protected override void OnDetached()
    {
        Count(-1);
        Thread.CountConnection(-1);
        CloseFile(file);
        listener.OnClosed();
    }

    private void Take(int buffer, int length)
    {
        if (_isOver)
        {
            ReceivesBy.Buffers.Return(buffer);
            return;
        }

        Count(-1);
        Address ??= NativeAddress.PeerOf(file);
        listener.Serve(this, buffer, length);
    }

    private void Wait()
    {
        if (listener.IsUnbound)
            CloseNow();
        else
            Receive();
    }

    private void Receive()
    {
        if (!HasPending)
            RequestReceive(file, goesOn: true);
    }

    private void Count(int change)
    {
        if (_isCounted == change > 0)
            return;
        _isCounted = change > 0;
        listener.Counter?.CountParked(change);
    }
}
