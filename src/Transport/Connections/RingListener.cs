using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// A listening socket and the idle connections that came by it. One ring accepts and each connection goes to the ring that has the fewest, so that long-lived ones are spread
/// evenly whatever their addresses are, and no second process can bind the same port unnoticed, as SO_REUSEPORT would let it.
/// </summary>
internal sealed class RingListener : IConnectionListener
{
    private readonly RingGroup _rings;
    private readonly RingListening _settings;
    private readonly Socket _socket;
    private readonly Acceptor _acceptor;
    private readonly Spares[] _spares;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<ConnectionContext> _accepted =
        Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });
    private long _open;
    private volatile bool _isUnbound;

    private RingListener(RingGroup rings, RingListening settings, Socket socket, ILogger log)
    {
        _rings = rings;
        _settings = settings;
        _socket = socket;
        var thread = rings.Emptiest();
        EndPoint = socket.LocalEndPoint!;
        OwnAddress = EndPoint is IPEndPoint { Address: var own } && !own.Equals(IPAddress.Any) && !own.Equals(IPAddress.IPv6Any) ? EndPoint : null;
        _spares = [.. rings.Threads.Select(ring => new Spares(ring, this))];
        foreach (var spares in _spares)
            spares.Thread.Post(static state => ((Spares)state).Attach(), spares);
        _acceptor = new Acceptor(thread, (int)socket.Handle, Take, _stopped.SetResult, log);
        thread.Post(static acceptor => ((Acceptor)acceptor).Start(), _acceptor);
    }

    /// <inheritdoc />
    public EndPoint EndPoint { get; }

    /// <summary>The address at this end of all connections; null: each has its own, as it listens on any address.</summary>
    public EndPoint? OwnAddress { get; }

    /// <summary>How clients wait now; null: they stay with the server.</summary>
    public IdlePolicy? Policy => _settings.Policy;

    /// <summary>How long a client that no server has may send nothing.</summary>
    public TimeSpan PatienceWithWaiting(bool hasSent) =>
        hasSent ? _settings.PolicyForWaiting.NextBytesWithin : _settings.PolicyForWaiting.FirstBytesWithin;

    /// <summary>The connections of the server on a ring that have no client now.</summary>
    public Spares SparesOf(RingThread thread) => _spares[thread.Index];

    /// <summary>Told of each connection.</summary>
    public IConnectionCounter? Counter => _settings.Counter;

    /// <summary>Whether no connection is handed out any more.</summary>
    public bool IsUnbound => _isUnbound;

    /// <summary>Binds and listens. An address in use is an AddressInUseException.</summary>
    public static RingListener Bind(RingGroup rings, RingListening settings, IPEndPoint address, int backlog, ILogger log)
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
            return new RingListener(rings, settings, socket, log);
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
        _isUnbound = true;
        foreach (var thread in _rings.Threads)
            thread.Post(static state => ((CloseWaiting)state).Run(), new CloseWaiting(thread, this));
        _accepted.Writer.TryComplete();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync().ConfigureAwait(false);
        while (_accepted.Reader.TryRead(out var connection))
            await RejectAsync(connection).ConfigureAwait(false);
    }

    /// <summary>A client has sent the first bytes of a request. On its ring.</summary>
    public void Serve(WaitingClient client, int buffer, int length)
    {
        if (SparesOf(client.Thread).Take() is { Connection: { } spare })
        {
            spare.Serve(client, buffer, length);
            return;
        }

        var connection = new RingConnection(client.Thread, null, null, this);
        connection.Serve(client, buffer, length);
        HandOut(connection);
    }

    private void HandOut(RingConnection connection)
    {
        if (!_accepted.Writer.TryWrite(connection))
            _ = RejectAsync(connection);
    }

    /// <summary>A connection is closed.</summary>
    public void OnClosed()
    {
        Interlocked.Decrement(ref _open);
        Counter?.ConnectionClosed();
    }

    // Disposed, for it may have received something already.
    private static async Task RejectAsync(ConnectionContext connection)
    {
        connection.Abort();
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private void Take(int file)
    {
        if (Interlocked.Increment(ref _open) > _settings.Most)
        {
            Interlocked.Decrement(ref _open);
            _ = Libc.Close(file);
            return;
        }

        Counter?.ConnectionOpened();
        var thread = _rings.Emptiest();
        if (Policy is not null)
            StartWaiting(thread, file);
        else
            thread.Do(static state => ((StartOf)state).Run(), new StartOf(this, new RingConnection(thread, file, NativeAddress.PeerOf(file), this)));
    }

    private void StartWaiting(RingThread thread, int file)
    {
        // Here, so that many that come at once are spread.
        thread.CountConnection(1);
        thread.Do(static client => ((WaitingClient)client).Start(), new WaitingClient(thread, file, this));
    }

    private sealed record StartOf(RingListener Listener, RingConnection Connection)
    {
        public void Run()
        {
            Connection.Start();
            Listener.HandOut(Connection);
        }
    }

    private sealed record CloseWaiting(RingThread Thread, RingListener Listener)
    {
        public void Run()
        {
            foreach (var client in Thread.Handles.Snapshot().OfType<WaitingClient>().Where(client => client.IsOf(Listener)))
                client.CloseNow();
            Listener.SparesOf(Thread).CloseNow();
        }
    }
}
