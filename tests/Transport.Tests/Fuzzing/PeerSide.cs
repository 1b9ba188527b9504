using System.Net.Sockets;

namespace ActorProxy.Transport.Tests.Fuzzing;

/// <summary>The plain socket.</summary>
internal sealed class PeerSide(Socket socket, Plan plan, int seed, Pattern outgoing, Pattern incoming)
    : Side(plan, plan.PeerEnding, seed, outgoing, plan.FromPeer, incoming)
{
    private readonly byte[] _buffer = new byte[plan.LongestPiece];

    protected override async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, Random random)
    {
        try
        {
            for (var rest = bytes; !rest.IsEmpty;)
                rest = rest[await socket.SendAsync(rest)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    protected override Task EndSendAsync()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other side has reset it.
        }

        return Task.CompletedTask;
    }

    protected override async Task<bool> ReceiveAsync()
    {
        var count = await socket.ReceiveAsync(_buffer.AsMemory(0, Piece(Receiving)));
        Take(_buffer.AsSpan(0, count));
        return count > 0;
    }

    protected override void Break(bool reset)
    {
        if (reset)
            socket.Close(0);
        else
            socket.Dispose();
    }

    protected override ValueTask EndAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
