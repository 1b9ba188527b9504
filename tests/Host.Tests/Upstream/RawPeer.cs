using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>The backend's end of one connection.</summary>
internal sealed class RawPeer(Socket socket, Stream stream) : IDisposable
{
    /// <summary>Ends a test that would hang; no test waits for it.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    public SslStream Tls => (SslStream)stream;

    /// <summary>What came up to that text, which is at its end.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!CollectionsMarshal.AsSpan(bytes).EndsWith(Encoding.Latin1.GetBytes(end)))
        {
            if (await stream.ReadAsync(one).AsTask().WaitAsync(Guard) == 0)
                throw new EndOfStreamException($"only got: {Encoding.Latin1.GetString([.. bytes])}");
            bytes.Add(one[0]);
        }

        return Encoding.Latin1.GetString([.. bytes]);
    }

    /// <summary>Whether the other end closed, in whatever way, without sending more.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Guard) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public async Task WriteAsync(string latin1)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(latin1));
        await stream.FlushAsync();
    }

    /// <summary>Reads a request head and answers it.</summary>
    public async Task<string> AnswerAsync(string response)
    {
        var request = await ReadUntilAsync("\r\n\r\n");
        await WriteAsync(response);
        return request;
    }

    public void HalfClose() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes by RST.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();
}
