using System.Net.Sockets;

namespace ActorProxy.Host.Upstream;

/// <summary>Bytes over a .NET socket, which has reusable operations of its own: nothing is allocated.</summary>
internal sealed class SocketChannel(Socket socket) : ByteChannel
{
    /// <inheritdoc />
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None);

    /// <inheritdoc />
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        var sent = socket.SendAsync(bytes, SocketFlags.None);
        if (!sent.IsCompletedSuccessfully)
            return SendRestAsync(sent, bytes);

        var count = sent.GetAwaiter().GetResult();
        return count == bytes.Length ? ValueTask.CompletedTask : SendRestAsync(new ValueTask<int>(count), bytes);
    }

    /// <inheritdoc />
    public override ValueTask CloseSendAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override void Abort() => socket.Dispose();

    private async ValueTask SendRestAsync(ValueTask<int> sent, ReadOnlyMemory<byte> bytes)
    {
        var count = await sent.ConfigureAwait(false);
        while (count < bytes.Length)
        {
            bytes = bytes[count..];
            count = await socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false);
        }
    }
}
