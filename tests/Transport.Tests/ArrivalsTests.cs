using System.Net.Sockets;
using ActorProxy.Transport.Connections;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Tests;

/// <summary>Clients of a ring that begins one exchange at a time: all have their turn, whatever becomes of the one before them.</summary>
public sealed class ArrivalsTests
{
    private static readonly RingShape OneAtATime = RingShape.Usual with { Admitted = [1] };

    [Fact]
    public async Task Exchanges_ThatNeverEnd_HoldNobodyUp()
    {
        await using var rig = await Rig.StartAsync(1, OneAtATime);
        var open = await AskAllAsync(rig, clients: 20);

        foreach (var (here, _) in open)
            Assert.Equal(1, (await Rig.Within(here.Input.ReadAsync().AsTask())).Buffer.Length);
        await CloseAsync(open);
    }

    [Fact]
    public async Task Exchanges_ByTheThousand_AllHaveTheirTurn()
    {
        await using var rig = await Rig.StartAsync(2, OneAtATime with { Submissions = 4, Completions = 8 });
        var serving = ServeAsync(rig);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => AskAsync(rig, times: 20))));
        await rig.Listener.UnbindAsync();
        await Rig.Within(serving);
    }

    [Fact]
    public async Task Clients_ThatLeaveBeforeTheyAreLookedAt_LeaveNothing()
    {
        await using var rig = await Rig.StartAsync(1, OneAtATime);
        var (first, holding) = await rig.ConnectAsync();
        await holding.SendAsync("?"u8.ToArray());
        for (var client = 0; client < 50; client++)
        {
            var (here, peer) = await rig.ConnectAsync();
            await peer.SendAsync("?"u8.ToArray());
            if (client % 2 == 0)
                peer.LingerState = new LingerOption(true, 0);
            peer.Dispose();
            await Rig.Within(here.DisposeAsync().AsTask());
        }

        holding.Dispose();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Ring_ThatEndsWhileClientsWait_Ends()
    {
        await using var rig = await Rig.StartAsync(1, OneAtATime);
        var open = await AskAllAsync(rig, clients: 20);

        await Rig.Within(rig.Rings.DisposeAsync().AsTask());
        await CloseAsync(open);
    }

    // All have connected before the first asks.
    private static async Task<List<(RingConnection Here, Socket Peer)>> AskAllAsync(Rig rig, int clients)
    {
        var open = new List<(RingConnection Here, Socket Peer)>();
        for (; clients > 0; clients--)
            open.Add(await rig.ConnectAsync());
        foreach (var (_, peer) in open)
            await peer.SendAsync("?"u8.ToArray());
        return open;
    }

    private static async Task CloseAsync(List<(RingConnection Here, Socket Peer)> open)
    {
        foreach (var (here, peer) in open)
        {
            peer.Dispose();
            await here.DisposeAsync();
        }
    }

    private static async Task ServeAsync(Rig rig)
    {
        var serving = new List<Task>();
        while (await rig.Listener.AcceptAsync() is RingConnection connection)
            serving.Add(Task.Run(() => AnswerAsync(connection)));
        await Task.WhenAll(serving);
    }

    // A byte is a request, and another its answer.
    private static async Task AnswerAsync(RingConnection connection)
    {
        while ((await connection.Input.ReadAsync()) is { Buffer.Length: > 0 } read)
        {
            connection.Input.AdvanceTo(read.Buffer.End);
            await connection.Output.WriteAsync("!"u8.ToArray());
            connection.Rest();
        }

        await connection.DisposeAsync();
    }

    private static async Task AskAsync(Rig rig, int times)
    {
        using var peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await Rig.Within(peer.ConnectAsync(rig.Address));
        var answer = new byte[2];
        for (; times > 0; times--)
        {
            await peer.SendAsync("?"u8.ToArray());
            Assert.Equal(1, await Rig.Within(peer.ReceiveAsync(answer.AsMemory()).AsTask()));
        }
    }
}
