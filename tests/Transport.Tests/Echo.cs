using System.Buffers;
using System.Net.Sockets;
using ActorProxy.Transport.Connections;

namespace ActorProxy.Transport.Tests;

/// <summary>Connections on rings that send back what comes, and plain sockets that check it.</summary>
internal static class Echo
{
    /// <summary>Serves whatever is accepted until the listener ends.</summary>
    public static async Task ServeAsync(Rig rig)
    {
        var serving = new List<Task>();
        while (await rig.Listener.AcceptAsync() is RingConnection connection)
            serving.Add(Task.Run(() => ServeAsync(connection)));
        await Task.WhenAll(serving);
    }

    /// <summary>Sends all of it while it receives, and finds the same bytes.</summary>
    public static async Task CheckAsync(Rig rig, int length, int seed)
    {
        using var peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await Rig.Within(peer.ConnectAsync(rig.Address));
        var sent = new byte[length];
        new Random(seed).NextBytes(sent);
        var sending = Task.Run(async () =>
        {
            for (var done = 0; done < length;)
                done += await peer.SendAsync(sent.AsMemory(done));
            peer.Shutdown(SocketShutdown.Send);
        });
        var received = new byte[length + 1];
        var filled = 0;
        while (await Rig.Within(peer.ReceiveAsync(received.AsMemory(filled)).AsTask()) is > 0 and var count)
            filled += count;
        await Rig.Within(sending);
        Assert.Equal(length, filled);
        Assert.True(received.AsSpan(0, filled).SequenceEqual(sent));
    }

    private static async Task ServeAsync(RingConnection connection)
    {
        while (true)
        {
            var read = await connection.Input.ReadAsync();
            foreach (var part in read.Buffer)
                connection.Output.Write(part.Span);
            connection.Input.AdvanceTo(read.Buffer.End);
            if ((await connection.Output.FlushAsync()).IsCompleted || read.IsCompleted)
                break;
        }

        await connection.DisposeAsync();
    }
}
