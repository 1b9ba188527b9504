using System.Net;
using System.Net.Sockets;
using ActorProxy.Transport;

namespace ActorProxy.Host.Upstream;

/// <summary>Connects by the .NET sockets, which know no lanes.</summary>
internal sealed class SocketDialer : Dialer
{
    /// <inheritdoc />
    public override int Lanes => 1;

    /// <inheritdoc />
    public override int CurrentLane => 0;

    /// <inheritdoc />
    public override async ValueTask<ByteChannel> ConnectAsync(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (!OpenFiles.AllowsBackend(socket.Handle))
                throw new SocketException((int)SocketError.TooManyOpenSockets);
            await socket.ConnectAsync(address, cancel).ConfigureAwait(false);
            return new SocketChannel(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
