using System.Net;
using System.Runtime.InteropServices;
using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Connections;

/// <summary>An attempt to connect. On its ring's thread, but for what says otherwise.</summary>
internal sealed unsafe class Connect : RingHandle
{
    private const int StreamSocket = 1;
    private const int ProtocolTcp = 6;

    // Not asynchronous: who waits goes on here, on the thread that the connection lives on.
    private readonly TaskCompletionSource<RingConnection> _result = new(TaskCreationOptions.None);
    private readonly IPEndPoint _address;
    private readonly byte* _native = (byte*)NativeMemory.Alloc(NativeAddress.MaxLength);
    private int _file = -1;
    private int _errno;
    private bool _isCancelled;

    public Connect(RingThread thread, IPEndPoint address) : base(thread) => _address = address;

    /// <summary>Fails with a SocketException, or is cancelled.</summary>
    public Task<RingConnection> Result => _result.Task;

    public void Start()
    {
        Attach();
        _errno = _isCancelled ? Errno.Cancelled : TryOpen();
        if (_errno != 0)
        {
            Detach();
            return;
        }

        ref var entry = ref Request(Opcode.Connect, RingOperation.Connect, _file);
        entry.Address = (ulong)_native;
        entry.Offset = NativeAddress.Write(_address, _native);
    }

    /// <summary>Gives up; from any thread.</summary>
    public void Cancel() => Thread.Post(static connect => ((Connect)connect).CloseNow(), this);

    /// <inheritdoc />
    public override void CloseNow()
    {
        if (_isCancelled)
            return;
        _isCancelled = true;
        if (HasPending)
            Cancel(RingOperation.Connect);
    }

    /// <inheritdoc />
    protected override void OnCompleted(RingOperation operation, int result, uint flags)
    {
        if (operation != RingOperation.Connect)
            return;
        _errno = -result;
        Detach();
    }

    /// <inheritdoc />
    protected override void OnDetached()
    {
        NativeMemory.Free(_native);
        if (_errno == 0 && !_isCancelled)
        {
            var connection = new RingConnection(Thread, _file, _address);
            connection.Start();
            _result.SetResult(connection);
            return;
        }

        if (_file >= 0)
            CloseFile(_file);
        if (_isCancelled)
            _result.SetCanceled();
        else
            _result.SetException(Errno.ToException(_errno));
    }

    // 0, or errno.
    private int TryOpen()
    {
        var family = _address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? NativeAddress.FamilyInternet6
            : NativeAddress.FamilyInternet;
        _file = Libc.Socket(family, StreamSocket | Flags.SocketCloseOnExec, ProtocolTcp);
        if (_file < 0)
            return Libc.LastError;
        var on = 1;
        _ = Libc.SetSocketOption(_file, Libc.LevelTcp, Libc.OptionNoDelay, &on, sizeof(int));
        return OpenFiles.AllowsBackend(_file) ? 0 : Errno.ProcessFilesFull;
    }
}
