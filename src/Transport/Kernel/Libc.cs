using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace ActorProxy.Transport.Kernel;

/// <summary>The C library. Each returns -1 and sets errno on an error unless it says otherwise.</summary>
internal static unsafe partial class Libc
{
    // The same on every architecture (since Linux 5.1 all new calls are).
    private const nint CallSetup = 425;
    private const nint CallEnter = 426;
    private const nint CallRegister = 427;

    public const int ProtectionReadWrite = 3;
    public const int MapSharedPopulated = 0x8001;
    public static readonly void* MapFailed = (void*)-1;

    public const int EventCloseOnExec = 0x80000;

    public const int LevelSocket = 1;
    public const int OptionLinger = 13;
    public const int LevelTcp = 6;
    public const int OptionNoDelay = 1;
    public const int OptionTcpInfo = 11;

    public const int ShutdownSend = 1;

    public const int UsageOfThread = 1;

    public const int LimitOfFiles = 7;

    /// <summary>io_uring_setup(2).</summary>
    public static int Setup(uint entries, RingParameters* parameters) => (int)SystemCall(CallSetup, (nint)entries, (nint)parameters, 0, 0, 0, 0);

    /// <summary>io_uring_enter(2). Blocks.</summary>
    public static int Enter(int ring, uint toSubmit, uint minComplete, uint flags) =>
        (int)SystemCall(CallEnter, ring, (nint)toSubmit, (nint)minComplete, (nint)flags, 0, 0);

    /// <summary>io_uring_register(2).</summary>
    public static int Register(int ring, uint operation, void* argument, uint count) =>
        (int)SystemCall(CallRegister, ring, (nint)operation, (nint)argument, (nint)count, 0, 0);

    /// <summary>The errno that the last call on this thread left.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFile(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, void* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int family, int type, int protocol, int* files);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSocketOption(int socket, int level, int option, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSocketOption(int socket, int level, int option, void* value, uint* length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSocketName(int socket, void* address, uint* length);

    [LibraryImport("libc", EntryPoint = "getpeername", SetLastError = true)]
    public static partial int GetPeerName(int socket, void* address, uint* length);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int socket, int how);

    [LibraryImport("libc", EntryPoint = "sched_getscheduler", SetLastError = true)]
    public static partial int SchedulingPolicy(int thread);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    public static partial int SetSchedulingPolicy(int thread, int policy, void* parameters);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    public static partial int Usage(int who, ResourceUsage* usage);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int ResourceLimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
}
