using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Bench.Load;

/// <summary>An origin on loopback that speaks for itself, without a server underneath. What the proxy ends is not an error.</summary>
internal abstract class RawOrigin : IDisposable
{
    private const int Backlog = 512;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    protected RawOrigin()
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

    /// <summary>Serves one connection to its end; it is closed then.</summary>
    protected abstract Task ServeAsync(Socket connection);

    /// <summary>Reads up to a head's end, and what has come with it; empty when the connection ended before.</summary>
    protected static async Task<string> ReadHeadAsync(Socket connection, byte[] buffer)
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

    protected static async Task SendAllAsync(Socket connection, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await connection.SendAsync(bytes)..];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeToEndAsync(await _listener.AcceptAsync());
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeToEndAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                await ServeAsync(connection);
            }
            catch (SocketException)
            {
                // The proxy has ended it, as it does when its client did.
            }
        }
    }
}
