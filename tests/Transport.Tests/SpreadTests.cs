using System.Net.Sockets;
using ActorProxy.Transport.Connections;

namespace ActorProxy.Transport.Tests;

/// <summary>Connections are spread evenly over the rings, however they come and go.</summary>
public sealed class SpreadTests
{
    private const int Rings = 4;
    private const int Each = 50;

    [Fact]
    public async Task Connections_OneAfterTheOther_AreSpreadEvenly()
    {
        await using var rig = await Rig.StartAsync(Rings);
        var open = await OpenAsync(rig, atOnce: false);
        Assert.All(rig.Rings.Connections, count => Assert.Equal(Each, count));
        await EndAsync(open);
    }

    [Fact]
    public async Task Connections_InABurst_AreSpreadEvenly()
    {
        await using var rig = await Rig.StartAsync(Rings);
        var open = await OpenAsync(rig, atOnce: true);
        Assert.All(rig.Rings.Connections, count => Assert.Equal(Each, count));
        Assert.All(open.GroupBy(pair => pair.Here.Lane), lane => Assert.Equal(Each, lane.Count()));
        await EndAsync(open);
    }

    [Fact]
    public async Task Connections_AfterThoseOfOneRingHaveGone_FillItAgain()
    {
        await using var rig = await Rig.StartAsync(Rings);
        var open = await OpenAsync(rig, atOnce: true);
        await EndAsync(open.Where(pair => pair.Here.Lane == 2));
        Assert.Equal([Each, Each, 0, Each], rig.Rings.Connections);
        for (var i = 0; i < Each; i++)
            Assert.Equal(2, (await AddAsync(rig, open)).Lane);
        await EndAsync(open);
    }

    private static async Task<List<(RingConnection Here, Socket Peer)>> OpenAsync(Rig rig, bool atOnce)
    {
        List<(RingConnection, Socket)> open = [];
        if (!atOnce)
        {
            for (var i = 0; i < Rings * Each; i++)
                await AddAsync(rig, open);
            return open;
        }

        // Which socket belongs to which connection does not matter here.
        var peers = Enumerable.Range(0, Rings * Each).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp)).ToArray();
        await Rig.Within(Task.WhenAll(peers.Select(peer => peer.ConnectAsync(rig.Address))));
        foreach (var peer in peers)
            open.Add(((RingConnection)(await Rig.Within(rig.Listener.AcceptAsync().AsTask()))!, peer));
        return open;
    }

    private static async Task<RingConnection> AddAsync(Rig rig, List<(RingConnection Here, Socket Peer)> open)
    {
        open.Add(await rig.ConnectAsync());
        return open[^1].Here;
    }

    private static async Task EndAsync(IEnumerable<(RingConnection Here, Socket Peer)> connections)
    {
        foreach (var (here, peer) in connections)
        {
            peer.Dispose();
            await Rig.Within(here.DisposeAsync().AsTask());
        }
    }
}
