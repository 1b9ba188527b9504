using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Bench.Load.Soak;

/// <summary>
/// An origin that does what a web server with files does not: it answers an upgrade with 101 and sends back what it gets
/// (RFC 9110 section 7.8), and it takes any other request's body without ever answering, for clients that will not wait.
/// </summary>
internal sealed class BareOrigin : IDisposable
{
    private const int Backlog = 512;

    private static readonly byte[] Switching =
        Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public BareOrigin()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(Backlog);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _ = AcceptAsync();
    }

    /// <summary>On loopback.</summary>
    public int Port { get; }

    /// <summary>Accepts no more; what is open ends when the proxy ends it.</summary>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync());
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private static async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                var buffer = new byte[16 * 1024];
                var echoes = (await ReadHeadAsync(connection, buffer)).Contains("\r\nUpgrade:", StringComparison.OrdinalIgnoreCase);
                if (echoes)
                    await SendAllAsync(connection, Switching);
                for (int count; (count = await connection.ReceiveAsync(buffer)) > 0;)
                {
                    if (echoes)
                        await SendAllAsync(connection, buffer.AsMemory(0, count));
                }
            }
            catch (SocketException)
            {
                // The proxy reset it, which is what it does when its client did.
            }
        }
    }

    // Up to the head's end and no further, as far as it matters: an upgrade is followed by nothing until it is answered.
    private static async Task<string> ReadHeadAsync(Socket connection, byte[] buffer)
    {
        var filled = 0;
        while (buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) < 0)
        {
            var count = await connection.ReceiveAsync(buffer.AsMemory(filled));
            if (count == 0)
                return "";
            filled += count;
        }

        return Encoding.ASCII.GetString(buffer, 0, filled);
    }

    private static async Task SendAllAsync(Socket connection, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await connection.SendAsync(bytes)..];
    }
}
