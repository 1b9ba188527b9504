using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// A listening socket. One ring accepts and each connection goes to the ring that has the fewest, so that long-lived ones are spread
/// evenly whatever their addresses are, and no second process can bind the same port unnoticed, as SO_REUSEPORT would let it.
/// </summary>
internal sealed class RingListener : IConnectionListener
{
    private readonly RingGroup _rings;
    private readonly Socket _socket;
    private readonly Acceptor _acceptor;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<ConnectionContext> _accepted =
        Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });

    private RingListener(RingGroup rings, RingThread thread, Socket socket, ILogger log)
    {
        _rings = rings;
        _socket = socket;
        EndPoint = socket.LocalEndPoint!;
        _acceptor = new Acceptor(thread, (int)socket.Handle, Take, _stopped.SetResult, log);
        thread.Post(static acceptor => ((Acceptor)acceptor).Start(), _acceptor);
    }

    /// <inheritdoc />
    public EndPoint EndPoint { get; }

    /// <summary>Binds and listens. An address in use is an AddressInUseException.</summary>
    public static RingListener Bind(RingGroup rings, RingThread thread, IPEndPoint address, int backlog, ILogger log)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Like Kestrel's own transport: any address of IPv6 is any address of IPv4 too.
            if (address.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            // Inherited by what is accepted.
            socket.NoDelay = true;
            UnsentBytes.Bound(socket);
            socket.Bind(address);
            socket.Listen(backlog);
            return new RingListener(rings, thread, socket, log);
        }
        catch (Exception refused)
        {
            socket.Dispose();
            if (refused is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                throw new AddressInUseException(refused.Message, refused);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_accepted.Reader.TryRead(out var connection))
                return connection;
        }

        return null;
    }

    /// <inheritdoc />
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _acceptor.Thread.Post(static acceptor => ((Acceptor)acceptor).CloseNow(), _acceptor);
        await _stopped.Task.ConfigureAwait(false);
        _socket.Dispose();
        _accepted.Writer.TryComplete();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync().ConfigureAwait(false);
        while (_accepted.Reader.TryRead(out var connection))
            connection.Abort();
    }

    private void Take(int file)
    {
        var thread = _rings.Emptiest();
        var connection = new RingConnection(thread, file, NativeAddress.PeerOf(file));
        // All have the same at this end, unless it listens on any address.
        if (EndPoint is IPEndPoint { Address: var own } && !own.Equals(IPAddress.Any) && !own.Equals(IPAddress.IPv6Any))
            connection.LocalEndPoint = EndPoint;
        thread.Do(static state => ((StartOf)state).Run(), new StartOf(this, connection));
    }

    private void Start(RingConnection connection)
    {
        connection.Start();
        if (!_accepted.Writer.TryWrite(connection))
            connection.Abort();
    }

    private sealed record StartOf(RingListener Listener, RingConnection Connection)
    {
        public void Run() => Listener.Start(Connection);
    }
}
