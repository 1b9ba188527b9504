using System.Net;
using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// The first stage of every client connection. It tells a client that has ended its side and still reads
/// (<c>printf … | nc -N</c>; RFC 9112 section 9.6) from one that is gone: Kestrel takes both for gone and drops the response, so
/// it learns only of the second. It stands in the place of the connection's own lifetime feature.
/// </summary>
/// <remarks>
/// Kestrel learns of the end of a connection by the end of its input, or by the abort when the client is gone. It gets no token
/// beside them, which would cost each idle connection four more objects.
/// </remarks>
internal sealed class ClientConnection : IConnectionLifetimeFeature, IConnectionEndPointFeature
{
    private readonly ConnectionContext _connection;
    private readonly IHalfCloseFeature _ending;
    private readonly IConnectionCounter? _counter;
    private IClientWatch? _watch;
    private volatile bool _isHalfClosed;

    private ClientConnection(ConnectionContext connection, IConnectionCounter? counter)
    {
        _connection = connection;
        _ending = connection.Features.Get<IHalfCloseFeature>() ?? SocketPipe.Around(connection);
        _counter = counter;
    }

    /// <inheritdoc />
    public CancellationToken ConnectionClosed { get; set; }

    EndPoint? IConnectionEndPointFeature.LocalEndPoint
    {
        get => _connection.LocalEndPoint;
        set => _connection.LocalEndPoint = value;
    }

    EndPoint? IConnectionEndPointFeature.RemoteEndPoint
    {
        get => _connection.RemoteEndPoint;
        set => _connection.RemoteEndPoint = value;
    }

    /// <summary>The stage, in front of TLS and HTTP.</summary>
    /// <param name="counter">Counts connections, where the transport does not.</param>
    public static Func<ConnectionDelegate, ConnectionDelegate> Stage(IConnectionCounter? counter) => next => connection =>
    {
        counter?.ConnectionOpened();
        var client = new ClientConnection(connection, counter);
        client._ending.OnInputEnded(static state => ((ClientConnection)state).OnInputEnded(), client);
        connection.ConnectionClosed = CancellationToken.None;
        connection.Features.Set<IConnectionLifetimeFeature>(client);
        // Kestrel's own transport does not tell them as a feature.
        if (connection.Features.Get<IConnectionEndPointFeature>() is null)
            connection.Features.Set<IConnectionEndPointFeature>(client);
        return next(connection);
    };

    /// <summary>Sets who is told. There is one request at a time on a connection that can be half closed.</summary>
    public void Watch(IClientWatch watch)
    {
        Interlocked.Exchange(ref _watch, watch);
        if (_isHalfClosed)
            watch.OnHalfClosed(_ending);
    }

    /// <inheritdoc />
    public void Abort() => _connection.Abort();

    // Told once for every connection, also when our side ends it. Nobody waits for the end of the stages to count it, which would
    // be an object more for each connection; so one that is half closed counts as closed while its last response goes out.
    private void OnInputEnded()
    {
        _counter?.ConnectionClosed();
        if (_ending.IsHalfClosed)
        {
            _isHalfClosed = true;
            Interlocked.CompareExchange(ref _watch, null, null)?.OnHalfClosed(_ending);
            return;
        }

        _connection.Abort();
        Volatile.Read(ref _watch)?.OnGone();
    }
}
