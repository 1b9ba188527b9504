using System.Net;
using System.Net.Sockets;

namespace ActorProxy.TestKit;

/// <summary>Ports that nobody listens on, for nodes that must know each other's before any of them runs.</summary>
internal static class FreePorts
{
    public static IReadOnlyList<int> Take(int count)
    {
        var sockets = Enumerable.Range(0, count).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToArray();
        try
        {
            foreach (var socket in sockets)
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return [.. sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port).Order()];
        }
        finally
        {
            foreach (var socket in sockets)
                socket.Dispose();
        }
    }
}
