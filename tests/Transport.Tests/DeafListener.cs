using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Transport.Tests;

/// <summary>A listening socket whose queue is full, so that Linux answers no more requests to connect: they wait for minutes.</summary>
internal sealed class DeafListener : IAsyncDisposable
{
    private const string Asking = "02"; // TCP_SYN_SENT.

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _queued = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private DeafListener()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(0);
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>How many sockets of this machine ask it for a connection now (proc(5), /proc/net/tcp).</summary>
    public int SocketsThatAsk
    {
        get
        {
            var port = ":" + Address.Port.ToString("X4", CultureInfo.InvariantCulture);
            return File.ReadLines("/proc/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Count(fields => fields[2].EndsWith(port, StringComparison.Ordinal) && fields[3] == Asking);
        }
    }

    public static async Task<DeafListener> StartAsync()
    {
        // A queue of 0 has room for one.
        var listener = new DeafListener();
        await listener._queued.ConnectAsync(listener.Address);
        return listener;
    }

    public ValueTask DisposeAsync()
    {
        _queued.Dispose();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
