using System.Runtime.InteropServices;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>Lets the handles of a ring look at the time together: a timer for each connection would cost more than the connection.</summary>
internal sealed unsafe class Sweeper : RingHandle
{
    private readonly long* _interval;
    private bool _isClosing;

    public Sweeper(RingThread thread, TimeSpan interval) : base(thread)
    {
        // struct __kernel_timespec: seconds, nanoseconds.
        _interval = (long*)NativeMemory.AllocZeroed(2 * sizeof(long));
        _interval[0] = interval.Ticks / TimeSpan.TicksPerSecond;
        _interval[1] = interval.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
    }

    /// <summary>Begins to look.</summary>
    public void Start()
    {
        Attach();
        Wait();
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
        Wait();
        // Some may end by it and others begin.
        for (var slot = 0; slot < Thread.Handles.Used; slot++)
            Thread.Sweep(Thread.Handles[slot]);
    }

    /// <inheritdoc />
    protected override void OnDetached() => NativeMemory.Free(_interval);

    private void Wait()
    {
        ref var entry = ref Request(Opcode.Timeout, RingOperation.Timeout, -1);
        entry.Address = (ulong)_interval;
        entry.Length = 1;
    }
}
