namespace ActorProxy.Host.Upstream;

/// <summary>
/// The transport seam: a connected stream of bytes. At most one receive and one send are under way at a time. There is no
/// cancellation for each operation, which would cost on every request: <see cref="Abort"/> ends whatever is pending.
/// Failures of the network are IOException, SocketException or ObjectDisposedException.
/// </summary>
internal abstract class ByteChannel
{
    /// <summary>
    /// Whether the end of the stream, once a receive has brought 0, was said by the peer itself. False for TLS without
    /// close_notify, where anybody on the way may have cut the stream (RFC 9112 section 9.8).
    /// </summary>
    public virtual bool EndIsAuthentic => true;

    /// <summary>The lane of its <see cref="Dialer"/> that its receives complete on.</summary>
    public virtual int Lane => 0;

    /// <summary>Bytes received; 0 at the end of the stream.</summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Completes when all bytes are handed to the kernel.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Tells the peer that no more bytes follow; receiving goes on.</summary>
    public abstract ValueTask CloseSendAsync();

    /// <summary>Closes at once, from any thread, any number of times; pending operations fail.</summary>
    public abstract void Abort();
}
