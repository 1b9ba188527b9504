using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Host.Cli.Cluster;

/// <summary>Ports of this machine.</summary>
internal static class LoopbackPort
{
    /// <summary>Whether nobody has it now; somebody may the next moment.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
