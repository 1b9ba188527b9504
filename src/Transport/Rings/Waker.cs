using System.Runtime.InteropServices;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>Wakes a ring's thread from another one: an eventfd(2) that the ring always reads from.</summary>
internal sealed unsafe class Waker : RingHandle
{
    private readonly int _file;
    private readonly ulong* _counter;
    private bool _isClosing;

    public Waker(RingThread thread) : base(thread)
    {
        _file = Libc.EventFile(0, Libc.EventCloseOnExec);
        if (_file < 0)
            throw Errno.ToException(Libc.LastError);
        _counter = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));
    }

    /// <summary>Begins to listen for calls.</summary>
    public void Start()
    {
        Attach();
        Read();
    }

    /// <summary>Lets that ring wake the thread too.</summary>
    public void Listen(Ring ring) => ring.AnnounceBy(_file);

    /// <summary>From any thread.</summary>
    public void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(_file, &one, sizeof(ulong));
    }

    /// <inheritdoc />
    public override void CloseNow()
    {
        if (_isClosing)
            return;
        _isClosing = true;
        CancelAll(_file);
        Detach();
    }

    /// <inheritdoc />
    protected override void OnCompleted(RingOperation operation, int result, uint flags)
    {
        if (operation == RingOperation.Wake && result > 0 && !_isClosing)
            Read();
    }

    /// <inheritdoc />
    protected override void OnDetached()
    {
        _ = Libc.Close(_file);
        NativeMemory.Free(_counter);
    }

    private void Read()
    {
        ref var entry = ref Request(Opcode.Read, RingOperation.Wake, _file);
        entry.Address = (ulong)_counter;
        entry.Length = sizeof(ulong);
    }
}
