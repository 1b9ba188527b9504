using System.Net.Sockets;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// How much the kernel takes of what it cannot send yet: TCP_NOTSENT_LOWAT of tcp(7). By default it is megabytes for each connection, and a
/// thousand slow clients fill the memory that all connections share; then everything stands still. What is on its way is not bounded.
/// </summary>
public static class UnsentBytes
{
    /// <summary>More than a send of this transport, so that a fast connection always has something to send.</summary>
    public const int Most = 128 * 1024;

    private const int OptionNotSentLowWater = 25;

    /// <summary>For a listening socket, whose connections take it over. Linux alone has it.</summary>
    public static void Bound(Socket socket)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(Libc.LevelTcp, OptionNotSentLowWater, BitConverter.GetBytes(Most));
    }
}
