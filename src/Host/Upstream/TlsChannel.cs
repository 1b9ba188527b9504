using System.Net.Security;

namespace ActorProxy.Host.Upstream;

/// <summary>Bytes over TLS, over any other channel.</summary>
internal sealed class TlsChannel : ByteChannel
{
    private readonly ByteChannel _under;
    private readonly CipherStream _cipher;
    private readonly SslStream _plain;

    private TlsChannel(ByteChannel under, CipherStream cipher, SslStream plain)
    {
        _under = under;
        _cipher = cipher;
        _plain = plain;
    }

    /// <inheritdoc />
    public override int Lane => _under.Lane;

    /// <summary>Whether the plain stream ended before the ciphered one did, which it does by close_notify alone.</summary>
    public override bool EndIsAuthentic => !_cipher.HasEnded;

    /// <summary>The handshake on a connected channel, which it owns from here on. Throws AuthenticationException when the peer cannot be trusted.</summary>
    public static async Task<TlsChannel> OpenAsync(ByteChannel under, SslClientAuthenticationOptions options, CancellationToken cancel)
    {
        var cipher = new CipherStream(under);
        var plain = new SslStream(cipher);
        // A channel has no cancellation of its own.
        var registration = cancel.UnsafeRegister(static channel => ((ByteChannel)channel!).Abort(), under);
        await using (registration.ConfigureAwait(false))
        {
            try
            {
                await plain.AuthenticateAsClientAsync(options, cancel).ConfigureAwait(false);
                return new TlsChannel(under, cipher, plain);
            }
            catch
            {
                await plain.DisposeAsync().ConfigureAwait(false);
                throw;
            }
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
        await _under.CloseSendAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override void Abort()
    {
        _under.Abort();
        _plain.Dispose();
    }
}
