using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>A backend that does exactly what a test says, byte by byte.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly Socket _listener;
    // Kept: a socket that nobody holds is closed whenever the garbage is collected, in the middle of a test.
    private readonly ConcurrentBag<RawPeer> _peers = [];

    public RawServer(IPAddress? address = null, int port = 0)
    {
        var endPoint = new IPEndPoint(address ?? IPAddress.Loopback, port);
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(endPoint);
        _listener.Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}");

    public async Task<RawPeer> AcceptAsync()
    {
        var socket = await _listener.AcceptAsync().WaitAsync(RawPeer.Guard);
        return Keep(new RawPeer(socket, new NetworkStream(socket)));
    }

    public async Task<RawPeer> AcceptTlsAsync(SslServerAuthenticationOptions options)
    {
        var socket = await _listener.AcceptAsync().WaitAsync(RawPeer.Guard);
        var tls = new SslStream(new NetworkStream(socket));
        await tls.AuthenticateAsServerAsync(options).WaitAsync(RawPeer.Guard);
        return Keep(new RawPeer(socket, tls));
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var peer in _peers)
            peer.Dispose();
    }

    private RawPeer Keep(RawPeer peer)
    {
        _peers.Add(peer);
        return peer;
    }
}
