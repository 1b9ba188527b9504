using System.Net.Sockets;
using System.Security.Authentication;

namespace ActorProxy.Host.Upstream;

/// <summary>Tells what the network does to us from what is a bug.</summary>
internal static class NetworkFault
{
    /// <summary>Whether the exception says that a connection is lost, closed here, or was never made.</summary>
    public static bool Is(Exception exception) =>
        exception is SocketException or IOException or ObjectDisposedException or AuthenticationException;
}
