using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace ActorProxy.Host.Upstream;

/// <summary>Bytes over TLS.</summary>
internal sealed class TlsChannel : ByteChannel
{
    private readonly Socket _socket;
    private readonly CipherStream _cipher;
    private readonly SslStream _plain;

    private TlsChannel(Socket socket, CipherStream cipher, SslStream plain)
    {
        _socket = socket;
        _cipher = cipher;
        _plain = plain;
    }

    /// <summary>Whether the plain stream ended before the ciphered one did, which it does by close_notify alone.</summary>
    public override bool EndIsAuthentic => !_cipher.HasEnded;

    /// <summary>The handshake on a connected socket. Throws AuthenticationException when the peer cannot be trusted.</summary>
    public static async Task<TlsChannel> OpenAsync(Socket socket, SslClientAuthenticationOptions options, CancellationToken cancel)
    {
        var cipher = new CipherStream(socket);
        var plain = new SslStream(cipher);
        try
        {
            await plain.AuthenticateAsClientAsync(options, cancel).ConfigureAwait(false);
            return new TlsChannel(socket, cipher, plain);
        }
        catch
        {
            await plain.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _plain.ReadAsync(buffer);

    /// <inheritdoc />
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _plain.WriteAsync(bytes);

    /// <inheritdoc />
    public override async ValueTask CloseSendAsync()
    {
        await _plain.ShutdownAsync().ConfigureAwait(false);
        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <inheritdoc />
    public override void Abort()
    {
        _socket.Dispose();
        _plain.Dispose();
    }

    // SslStream ends in the same way whether or not close_notify came; only what is under it tells.
    private sealed class CipherStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        public bool HasEnded { get; private set; }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            HasEnded |= count == 0 && buffer.Length > 0;
            return count;
        }
    }
}
