using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace ActorProxy.Bench.Load;

/// <summary>A keep-alive client connection that does one request after another; responses have a Content-Length.</summary>
internal sealed class ClientConnection : IDisposable
{
    private const int SourceAddresses = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static int _opened;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private byte[] _buffer = [];

    private ClientConnection(Socket socket, Stream stream) => (_socket, _stream) = (socket, stream);

    /// <summary>Whether the proxy has closed it.</summary>
    public bool IsClosed => _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Connects from one of several loopback addresses, so that tens of thousands do not run out of ports.</summary>
    /// <exception cref="BenchException">Nobody listens, or the handshake failed.</exception>
    public static async Task<ClientConnection> OpenAsync(Endpoint endpoint, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var source = 2 + (Interlocked.Increment(ref _opened) % SourceAddresses);
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)source]), 0));
            await socket.ConnectAsync(IPAddress.Loopback, endpoint.Port, cancel);
            return new ClientConnection(socket, await StreamAsync(socket, endpoint.Tls, cancel));
        }
        catch (Exception failure)
        {
            socket.Dispose();
            if (failure is SocketException or IOException or AuthenticationException)
                throw new BenchException($"no connection: {failure.Message}");
            throw;
        }
    }

    /// <summary>One GET and its whole response; the status code.</summary>
    /// <exception cref="BenchException">The connection broke or nothing came in time.</exception>
    public Task<int> GetAsync(string path, CancellationToken cancel) => SendAsync("GET", path, bodyBytes: 0, cancel);

    /// <summary>One request, with a body of so many bytes, and its whole response; the status code.</summary>
    /// <exception cref="BenchException">The connection broke or nothing came in time.</exception>
    public async Task<int> SendAsync(string method, string path, int bodyBytes, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Limit);
        try
        {
            var length = bodyBytes == 0 ? "" : $"Content-Length: {bodyBytes}\r\n";
            await SendBytesAsync(Encoding.ASCII.GetBytes(Head(method, path, length) + new string('x', bodyBytes)), deadline.Token);
            return await ReceiveAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new BenchException($"no response within {Limit.TotalSeconds:0} s");
        }
        catch (IOException failure)
        {
            throw new BenchException($"the connection broke: {failure.Message}");
        }
        finally
        {
            _buffer = []; // Ten thousand idle connections need no buffers on this side.
        }
    }

    /// <summary>A request's head alone; header lines end with CRLF.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public Task SendHeadAsync(string method, string path, string headers, CancellationToken cancel) =>
        SendBytesAsync(Encoding.ASCII.GetBytes(Head(method, path, headers)), cancel);

    /// <summary>Part of a body, or of what follows an upgrade.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => await _stream.WriteAsync(bytes, cancel);

    /// <summary>A response's head: its status, and how many bytes of its body did not come with it.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="BenchException">It was closed.</exception>
    public async Task<(int Status, long Missing)> ReceiveHeadAsync(CancellationToken cancel)
    {
        var (status, missing, _) = await ReceiveStartAsync(cancel);
        return (status, missing);
    }

    /// <summary>The same with what of the body came with it.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="BenchException">It was closed.</exception>
    public async Task<(int Status, long Missing, ReadOnlyMemory<byte> First)> ReceiveStartAsync(CancellationToken cancel)
    {
        _buffer = new byte[8192];
        var filled = 0;
        int headEnd;
        while ((headEnd = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
            filled += await ReceiveSomeAsync(_buffer.AsMemory(filled), cancel);

        var head = Encoding.ASCII.GetString(_buffer, 0, headEnd);
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        return (status, headEnd + 4 + ContentLength(head) - filled, _buffer.AsMemory((headEnd + 4)..filled));
    }

    /// <summary>What there is, at least one byte.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="BenchException">It was closed.</exception>
    public async ValueTask<int> ReceiveSomeAsync(Memory<byte> into, CancellationToken cancel)
    {
        var count = await _stream.ReadAsync(into, cancel);
        return count > 0 ? count : throw new BenchException("the connection was closed, or its response head is too large");
    }

    /// <summary>Bounds what the kernel takes before this program reads, so that the sender notices a slow reader.</summary>
    public void HoldLittle(int bytes) => _socket.ReceiveBufferSize = bytes;

    /// <summary>Says that nothing more will come and waits until the other side says so too.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task EndAsync(CancellationToken cancel)
    {
        _socket.Shutdown(SocketShutdown.Send);
        if (await _stream.ReadAsync(new byte[1], cancel) > 0)
            throw new BenchException("something came after the end");
    }

    /// <summary>Breaks the connection (RST), unread bytes or not.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose(); // And with it the socket.

    private static async Task<Stream> StreamAsync(Socket socket, bool tls, CancellationToken cancel)
    {
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (!tls)
            return plain;
        // Nobody vouches for the certificate that this program made, so it is known by its name.
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false, (_, shown, _, _) => shown?.Subject == $"CN={TlsFiles.Host}");
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = TlsFiles.Host }, cancel);
        return encrypted;
    }

    private static string Head(string method, string path, string headers) =>
        $"{method} {path} HTTP/1.1\r\nHost: {TlsFiles.Host}\r\n{headers}\r\n";

    private async Task<int> ReceiveAsync(CancellationToken cancel)
    {
        var (status, missing) = await ReceiveHeadAsync(cancel);
        while (missing > 0)
            missing -= await ReceiveSomeAsync(_buffer, cancel);
        return status;
    }

    private static long ContentLength(string head)
    {
        const string name = "\r\ncontent-length:";
        var start = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? 0 : long.Parse(head[(start + name.Length)..].Split('\r')[0].Trim(), CultureInfo.InvariantCulture);
    }
}
