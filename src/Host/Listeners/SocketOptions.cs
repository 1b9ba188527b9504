using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorProxy.Host.Listeners;

/// <summary>How Kestrel uses .NET's sockets.</summary>
internal static class SocketOptions
{
    /// <summary>Kestrel's own transport, as far as there are files for connections.</summary>
    public static SocketListening Listening(IServiceProvider services)
    {
        var logs = services.GetRequiredService<ILoggerFactory>();
        return new SocketListening(new SocketTransportFactory(services.GetRequiredService<IOptions<SocketTransportOptions>>(), logs), logs.CreateLogger<SocketListening>());
    }

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
