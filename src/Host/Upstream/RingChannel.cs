using ActorProxy.Transport.Connections;

namespace ActorProxy.Host.Upstream;

/// <summary>Bytes over a connection on io_uring. A send completes when the ring has the bytes and not too many wait to leave.</summary>
internal sealed class RingChannel(RingConnection connection) : ByteChannel
{
    /// <inheritdoc />
    public override int Lane => connection.Lane;

    /// <inheritdoc />
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => connection.ReceiveAsync(buffer);

    /// <inheritdoc />
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => connection.SendAsync(bytes);

    /// <inheritdoc />
    public override ValueTask CloseSendAsync()
    {
        connection.CloseSend();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override void Abort() => connection.Close();
}
