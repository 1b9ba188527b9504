using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>
/// Something that has requests with the kernel: a connection, a listening socket. It has a number on its ring from
/// <see cref="Attach"/> until all its requests are completed after <see cref="Detach"/>, so that no completion ever reaches another.
/// All on the ring's thread.
/// </summary>
internal abstract class RingHandle(RingThread thread)
{
    /// <summary>
    /// Bytes after which a receive that goes on and on ends, to be started again unless too much waits to be read. With half as much,
    /// bodies of 1 MB cost a quarter more.
    /// </summary>
    public const int MostAtOnce = 128 * 1024;

    private int _slot = -1;
    private int _pending;
    private bool _isDetaching;

    /// <summary>Where its requests go.</summary>
    public RingThread Thread { get; } = thread;

    /// <summary>Takes a number. If the ring ends already, it is soon told to end as well.</summary>
    public void Attach()
    {
        _slot = Thread.Handles.Add(this);
        if (Thread.IsStopping)
            Thread.Post(static handle => ((RingHandle)handle).CloseNow(), this);
    }

    /// <summary>Takes over the number of another, which has none from now on, and what that has asked of the kernel.</summary>
    protected void TakeOver(RingHandle other)
    {
        (_slot, _pending) = (other._slot, other._pending);
        (other._slot, other._pending) = (-1, 0);
        Thread.Handles.Replace(_slot, this);
    }

    /// <summary>Ends whatever it does, because its ring ends or it misbehaved.</summary>
    public abstract void CloseNow();

    /// <summary>Called from time to time (<see cref="RingShape.SweepInterval"/>).</summary>
    public virtual void OnSweep()
    {
    }

    /// <summary>Gives the number back, now or when the last request is completed; then <see cref="OnDetached"/> is called.</summary>
    public void Detach()
    {
        _isDetaching = true;
        FinishDetaching();
    }

    /// <summary>A completion of one of its requests.</summary>
    public void Complete(RingOperation operation, int result, uint flags)
    {
        if ((flags & Flags.HasMore) == 0)
            _pending--;
        try
        {
            OnCompleted(operation, result, flags);
        }
        finally
        {
            FinishDetaching();
        }
    }

    /// <summary>A request that will be answered by <see cref="OnCompleted"/>.</summary>
    protected ref SubmissionEntry Request(Opcode opcode, RingOperation operation, int file) =>
        ref Request(RingOf(operation), opcode, operation, file);

    /// <summary>Completes as <see cref="RingOperation.Receive"/> when one of the buffers of <see cref="ReceivesBy"/> holds bytes.</summary>
    /// <param name="file">The socket.</param>
    /// <param name="goesOn">Whether it completes again and again, until <see cref="MostAtOnce"/> where the kernel can end it there.</param>
    protected void RequestReceive(int file, bool goesOn)
    {
        ref var entry = ref Request(Opcode.Receive, RingOperation.Receive, file);
        entry.Flags = Flags.SelectBuffer;
        entry.BufferGroup = BufferRing.Group;
        if (goesOn)
            entry.IoPriority = Flags.ReceiveMultishot;
        if (Thread.LimitsReceives)
            entry.MultishotLimit = MostAtOnce;
    }

    /// <summary>Whether a receive ended without bytes for a reason of this side's, and goes on when it is requested again.</summary>
    /// <param name="result">A negated errno.</param>
    protected bool IsToBeRequestedAgain(int result)
    {
        switch (-result)
        {
            case Errno.Cancelled:
                return true;
            case Errno.NoBuffers:
                ReceivesBy.Buffers.OnShortage();
                return true;
            case Errno.Invalid when Thread.LimitsReceives:
                Thread.LimitsReceives = false;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Completes as <see cref="RingOperation.Timeout"/> after that time.</summary>
    protected void After(KernelTime time)
    {
        ref var entry = ref Request(Opcode.Timeout, RingOperation.Timeout, -1);
        entry.Address = time.Address;
        entry.Length = 1;
    }

    /// <summary>Ends a request of that kind early; it completes with ECANCELED if it was not done yet.</summary>
    protected void Cancel(RingOperation operation)
    {
        ref var entry = ref Request(RingOf(operation), Opcode.AsyncCancel, RingOperation.Cancel, -1);
        entry.Address = UserData(operation);
    }

    /// <summary>Ends all requests on that file early. The kernel looks at every request of the ring for it: not for one of many.</summary>
    protected void CancelAll(int file)
    {
        ref var entry = ref Request(Opcode.AsyncCancel, RingOperation.Cancel, file);
        entry.OperationFlags = Flags.CancelFile | Flags.CancelAll;
    }

    /// <summary>Closes the file behind all requests written so far; nobody waits for it.</summary>
    protected void CloseFile(int file)
    {
        ref var entry = ref Thread.Ring.Next();
        entry.Opcode = Opcode.Close;
        entry.File = file;
    }

    /// <summary>What it receives by: one of its thread.</summary>
    protected virtual Intake ReceivesBy => Thread.Intake;

    /// <summary>Whether requests are with the kernel.</summary>
    protected bool HasPending => _pending > 0;

    protected abstract void OnCompleted(RingOperation operation, int result, uint flags);

    /// <summary>The kernel knows nothing of it any more.</summary>
    protected abstract void OnDetached();

    private Ring RingOf(RingOperation operation) => operation == RingOperation.Receive ? ReceivesBy.Ring : Thread.Ring;

    private ref SubmissionEntry Request(Ring ring, Opcode opcode, RingOperation operation, int file)
    {
        _pending++;
        ref var entry = ref ring.Next();
        entry.Opcode = opcode;
        entry.File = file;
        entry.UserData = UserData(operation);
        return ref entry;
    }

    private ulong UserData(RingOperation operation) => ((ulong)(uint)_slot << 8) | (byte)operation;

    private void FinishDetaching()
    {
        if (!_isDetaching || _pending > 0)
            return;
        _isDetaching = false;
        if (_slot >= 0)
            Thread.Handles.Remove(_slot);
        _slot = -1;
        OnDetached();
    }
}
