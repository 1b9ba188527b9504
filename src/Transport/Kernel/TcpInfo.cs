using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct tcp_info of linux/tcp.h: what TCP_INFO of tcp(7) says of a connection, as far as it is asked here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 148)]
internal struct TcpInfo
{
    private const byte CloseWait = 8;

    /// <summary>tcpi_state.</summary>
    [FieldOffset(0)]
    public byte State;

    /// <summary>tcpi_unacked: segments that are on their way.</summary>
    [FieldOffset(24)]
    public uint Unacknowledged;

    /// <summary>tcpi_notsent_bytes: 0 before Linux 4.6.</summary>
    [FieldOffset(144)]
    public uint NotSent;

    /// <summary>Whether only the peer's direction has ended, by a FIN, while it may still read.</summary>
    public readonly bool IsHalfClosed => State == CloseWait;

    /// <summary>Whether the peer has not taken yet all that was sent to it.</summary>
    public readonly bool HasUntaken => Unacknowledged > 0 || NotSent > 0;

    /// <summary>All zero where it cannot be known: the socket is closed.</summary>
    public static unsafe TcpInfo Of(int socket)
    {
        TcpInfo info = default;
        var length = (uint)sizeof(TcpInfo);
        return Libc.GetSocketOption(socket, Libc.LevelTcp, Libc.OptionTcpInfo, &info, &length) == 0 ? info : default;
    }

    /// <summary>All zero where it cannot be known: the socket is closed, or this is not Linux.</summary>
    public static TcpInfo Of(Socket socket)
    {
        TcpInfo info = default;
        if (!OperatingSystem.IsLinux())
            return info;
        try
        {
            var bytes = MemoryMarshal.AsBytes(new Span<TcpInfo>(ref info));
            return socket.GetRawSocketOption(Libc.LevelTcp, Libc.OptionTcpInfo, bytes) > 0 ? info : default;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return default;
        }
    }
}
