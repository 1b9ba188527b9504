using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace ActorProxy.Host.Listeners;

/// <summary>How Kestrel uses the .NET sockets.</summary>
internal static class SocketOptions
{
    /// <summary>Scheduling inline is safe because nothing on the request path blocks.</summary>
    public static void Apply(SocketTransportOptions options)
    {
        options.UnsafePreferInlineScheduling = true;
        options.Backlog = 4096;
        options.CreateBoundListenSocket = endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            UnsentBytes.Bound(socket);
            return socket;
        };
    }
}
