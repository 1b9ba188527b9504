using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Bench.Load.Cold;

/// <summary>
/// An origin that counts how often it is asked for the object, and answers nobody before the gate is open: until then every client's
/// request finds the cache empty.
/// </summary>
internal sealed class ColdOrigin : IDisposable
{
    public const string Path = "/cold";

    private const int Backlog = 512;

    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nCache-Control: public, max-age=3600\r\nContent-Length: {ColdObject.Length}\r\n\r\n");

    private static readonly byte[] Small = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 2\r\n\r\nok");

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _fetches;

    public ColdOrigin()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(Backlog);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _ = AcceptAsync();
    }

    /// <summary>On loopback.</summary>
    public int Port { get; }

    /// <summary>How often the object was asked for.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    /// <summary>Lets the answers go.</summary>
    public void Open() => _gate.TrySetResult();

    /// <summary>Accepts no more.</summary>
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

    private async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                while (await ReadHeadAsync(connection) is { Length: > 0 } head)
                    await AnswerAsync(connection, head.StartsWith($"GET {Path} ", StringComparison.Ordinal));
            }
            catch (SocketException)
            {
                // The proxy has ended.
            }
        }
    }

    private async Task AnswerAsync(Socket connection, bool isObject)
    {
        if (!isObject)
        {
            await SendAllAsync(connection, Small);
            return;
        }

        Interlocked.Increment(ref _fetches);
        await _gate.Task;
        // On a thread of its own: ten thousand clients keep those of the pool busy, and an origin that stops is another question.
        await Task.Factory.StartNew(() => SendObject(connection), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static void SendObject(Socket connection)
    {
        SendAll(connection, Head);
        SendAll(connection, ColdObject.Bytes.Span);
    }

    private static void SendAll(Socket connection, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[connection.Send(bytes)..];
    }

    private static async Task<string> ReadHeadAsync(Socket connection)
    {
        var buffer = new byte[8192];
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
