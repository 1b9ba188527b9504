using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.TestKit.Raw;

/// <summary>A client that says exactly what a test wants it to say.</summary>
public sealed class RawClient : RawConnection
{
    private RawClient(Socket socket, Stream stream) : base(socket, stream) => LocalPort = ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>The proxy's <c>$remote_port</c>.</summary>
    public int LocalPort { get; }

    /// <summary>Connects; throws what the system says when the connection is refused.</summary>
    /// <param name="address">Of a listener: <see cref="ProxyUnderTest.Endpoint"/>.</param>
    /// <param name="receiveBuffer">How many bytes the system may keep that were not read; 0: as it sees fit.</param>
    /// <param name="from">The client's own address, one of this machine; null: as the system sees fit.</param>
    public static async Task<RawClient> ConnectAsync(IPEndPoint address, int receiveBuffer = 0, IPAddress? from = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        var socket = await OpenAsync(address, receiveBuffer, from);
        return new RawClient(socket, new NetworkStream(socket));
    }

    /// <summary>TLS with this server name; throws AuthenticationException unless exactly this certificate is shown.</summary>
    public static async Task<RawClient> ConnectTlsAsync(IPEndPoint address, string serverName, X509Certificate2 expected)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(expected);
        var socket = await OpenAsync(address, 0);
        var tls = new SslStream(new NetworkStream(socket), false, (_, shown, _, _) => shown?.GetCertHashString() == expected.Thumbprint);
        await tls.AuthenticateAsClientAsync(serverName).Within();
        return new RawClient(socket, tls);
    }

    /// <summary>The next response, 1xx included; fails when there is none.</summary>
    /// <param name="method">Of the request that it answers: a response to HEAD has no body.</param>
    public async Task<RawMessage> ReadResponseAsync(string method = "GET")
    {
        var response = await RawMessage.ReadAsync(this, answersHead: method == "HEAD");
        return response ?? throw new IOException($"The connection ended without a response: {End}");
    }

    /// <summary>Sends one request and reads its response.</summary>
    public async Task<RawMessage> AskAsync(string request)
    {
        ArgumentNullException.ThrowIfNull(request);
        await SendAsync(request);
        return await ReadResponseAsync(request.Split(' ')[0]);
    }

    private static async Task<Socket> OpenAsync(IPEndPoint address, int receiveBuffer, IPAddress? from = null)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
            socket.ReceiveBufferSize = receiveBuffer;
        try
        {
            if (from is not null)
                socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(address).Within();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
