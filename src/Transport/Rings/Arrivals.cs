using System.Diagnostics;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>
/// What clients send comes by a ring of its own, so that the thread can leave it with the kernel, untouched, while enough is under way
/// (<see cref="Admission"/>). The thread sleeps at its other ring, which this one wakes by its eventfd. On the thread.
/// </summary>
internal sealed class Arrivals : RingHandle
{
    private static readonly long TicksPerMillisecond = Stopwatch.Frequency / 1000;

    private readonly KernelTime _age = new(TimeSpan.FromMilliseconds(Admission.Age));
    private bool _isTimed;
    private bool _isClosing;

    public Arrivals(RingThread thread, RingShape shape) : base(thread)
    {
        Admission = new Admission(shape.Admitted);
        try
        {
            Intake = new Intake(shape, thread.Pool);
        }
        catch
        {
            _age.Free();
            throw;
        }
    }

    /// <summary>By which clients are received from.</summary>
    public Intake Intake { get; }

    /// <summary>Decides when the next exchanges may begin.</summary>
    public Admission Admission { get; }

    /// <summary>Lets the kernel put down some of what has come, if it may begin.</summary>
    public void Look()
    {
        if (IsOpen && !IsQuiet)
            Ring.Submit(0);
        else
            Ring.HandOver();
    }

    /// <summary>What was put down has been taken.</summary>
    public void OnTaken()
    {
        if (Ring.IsQuiet)
            Admission.OnQuietTurn();
        else
            Admission.OnCrowdedTurn(Stopwatch.GetTimestamp() / TicksPerMillisecond);
    }

    /// <summary>Before the thread may sleep: from now on it is woken by what comes, or, while nothing may begin, after a while.</summary>
    public void BeforeSleep()
    {
        if (IsOpen)
            Ring.Announce(true);
        else if (!_isTimed)
            StartTimer();
    }

    /// <summary>Whether it need not sleep, as something has come and may begin. Asked behind <see cref="BeforeSleep"/>.</summary>
    public bool IsWaiting => IsOpen ? !IsQuiet : !Ring.IsAllTaken;

    /// <summary>The thread is awake and looks by itself.</summary>
    public void AfterSleep() => Ring.Announce(false);

    /// <inheritdoc />
    public override void CloseNow()
    {
        if (_isClosing)
            return;
        _isClosing = true;
        if (_isTimed)
            Cancel(RingOperation.Timeout);
        Detach();
    }

    /// <summary>After the last turn, or before the first.</summary>
    public void Free()
    {
        Intake.Free();
        _age.Free();
    }

    /// <inheritdoc />
    protected override void OnCompleted(RingOperation operation, int result, uint flags)
    {
        if (operation == RingOperation.Timeout)
            _isTimed = false;
    }

    /// <inheritdoc />
    protected override void OnDetached()
    {
    }

    private Ring Ring => Intake.Ring;

    private bool IsOpen => Admission.IsOpen || Thread.IsStopping;

    private bool IsQuiet => Ring.IsQuiet && Ring.IsAllTaken;

    private void StartTimer()
    {
        _isTimed = true;
        After(_age);
    }
}
