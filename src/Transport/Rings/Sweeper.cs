using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>Lets the handles of a ring look at the time together: a timer for each connection would cost more than the connection.</summary>
internal sealed class Sweeper : RingHandle
{
    private readonly KernelTime _interval;
    private bool _isClosing;

    public Sweeper(RingThread thread, TimeSpan interval) : base(thread) => _interval = new KernelTime(interval);

    /// <summary>Begins to look.</summary>
    public void Start()
    {
        Attach();
        After(_interval);
    }

    /// <inheritdoc />
    public override void CloseNow()
    {
        if (_isClosing)
            return;
        _isClosing = true;
        Cancel(RingOperation.Timeout);
        Detach();
    }

    /// <inheritdoc />
    protected override void OnCompleted(RingOperation operation, int result, uint flags)
    {
        if (operation != RingOperation.Timeout || _isClosing)
            return;
        After(_interval);
        // Some may end by it and others begin.
        for (var slot = 0; slot < Thread.Handles.Used; slot++)
            Thread.Sweep(Thread.Handles[slot]);
        Thread.OnSwept();
    }

    /// <inheritdoc />
    protected override void OnDetached() => _interval.Free();
}
