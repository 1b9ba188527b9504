using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Bench.Micro;

/// <summary>
/// An origin that answers every request on one connection at a time with the same bytes. It allocates nothing per request.
/// </summary>
internal sealed class FixedOrigin : IDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _response;

    public FixedOrigin(int bodyLength)
    {
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nServer: origin\r\nDate: Mon, 23 Nov 2026 12:00:00 GMT\r\nContent-Type: text/plain\r\nETag: \"1\"\r\nContent-Length: {bodyLength}\r\n\r\n");
        _response = [.. Encoding.ASCII.GetBytes(head), .. Enumerable.Repeat((byte)'a', bodyLength)];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var connection = _listener.Accept();
                new Thread(() => Serve(connection)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // The benchmark is over.
        }
    }

    private void Serve(Socket connection)
    {
        using (connection)
        {
            connection.NoDelay = true;
            var buffer = new byte[64 * 1024];
            try
            {
                while (ReceiveRequest(connection, buffer))
                    connection.Send(_response);
            }
            catch (SocketException)
            {
                // The proxy leaves.
            }
        }
    }

    // A request is over at the empty line, or with the bytes that a POST announces: the benchmark sends no other.
    private static bool ReceiveRequest(Socket connection, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var count = connection.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            if (count == 0)
                return false;
            length += count;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            var body = buffer.AsSpan(0, 4).SequenceEqual("POST"u8) ? 16384 : 0;
            if (head >= 0 && length >= head + 4 + body)
                return true;
        }
    }
}
