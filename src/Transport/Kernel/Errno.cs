using System.Net.Sockets;

namespace ActorProxy.Transport.Kernel;

/// <summary>errno(3) on Linux, as far as it is told apart.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int OutOfMemory = 12;
    public const int Busy = 16;
    public const int Invalid = 22;
    public const int SystemFilesFull = 23;
    public const int ProcessFilesFull = 24;
    public const int ConnectionAborted = 103;
    public const int NoBuffers = 105;
    public const int Cancelled = 125;

    /// <summary>What the .NET sockets would call it.</summary>
    public static SocketException ToException(int errno) => new((int)ToSocketError(errno));

    private static SocketError ToSocketError(int errno) => errno switch
    {
        1 or 13 => SocketError.AccessDenied,
        SystemFilesFull or ProcessFilesFull => SocketError.TooManyOpenSockets,
        32 => SocketError.Shutdown,
        97 => SocketError.AddressFamilyNotSupported,
        98 => SocketError.AddressAlreadyInUse,
        99 => SocketError.AddressNotAvailable,
        100 => SocketError.NetworkDown,
        101 => SocketError.NetworkUnreachable,
        ConnectionAborted => SocketError.ConnectionAborted,
        104 => SocketError.ConnectionReset,
        NoBuffers or OutOfMemory => SocketError.NoBufferSpaceAvailable,
        110 => SocketError.TimedOut,
        111 => SocketError.ConnectionRefused,
        112 => SocketError.HostDown,
        113 => SocketError.HostUnreachable,
        Cancelled => SocketError.OperationAborted,
        _ => SocketError.SocketError,
    };
}
