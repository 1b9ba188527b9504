using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// Lets Kestrel's own transport, .NET's sockets, accept no more connections than there are files for (<see cref="OpenFiles"/>): the others wait
/// with the kernel. By itself it takes the last one, and then tries for the next without a pause.
/// </summary>
/// <param name="inner">Which accepts.</param>
/// <param name="log">For what stands in the way.</param>
public sealed class SocketListening(IConnectionListenerFactory inner, ILogger log) : IConnectionListenerFactory
{
    /// <inheritdoc />
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await inner.BindAsync(endpoint, cancellationToken).ConfigureAwait(false), new Shortage(log));

    private sealed class Listener(IConnectionListener inner, Shortage shortage) : IConnectionListener
    {
        private bool _isShort;
        private volatile bool _isUnbound;

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (_isShort && !_isUnbound && !OpenFiles.HasRoomForClient)
                await Task.Delay(Shortage.PauseMilliseconds, cancellationToken).ConfigureAwait(false);
            var connection = await inner.AcceptAsync(cancellationToken).ConfigureAwait(false);
            _isShort = connection?.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket && !OpenFiles.AllowsClient(socket.Handle);
            if (_isShort)
                shortage.Say();
            return connection;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _isUnbound = true;
            return inner.UnbindAsync(cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            _isUnbound = true;
            return inner.DisposeAsync();
        }
    }
}
