using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>Backend connections on several rings: a request keeps to those of the ring that it runs on.</summary>
public sealed class UpstreamLaneTests : IAsyncLifetime
{
    private const int Lanes = 3;

    private RingLanes _lanes = null!;

    public async Task InitializeAsync() => _lanes = await RingLanes.StartAsync(Lanes);

    public async Task DisposeAsync() => await _lanes.DisposeAsync();

    [Fact]
    public async Task Connection_MadeOnARing_LivesThereAndIsUsedAgainThereAlone()
    {
        using var rig = NewRig();
        var made = new UpstreamConnection[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            Assert.Null(await RentAsync(rig, lane));
            made[lane] = await ServeOnceAsync(rig, lane);
            Assert.Equal(lane, made[lane].Lane);
        }

        Assert.Equal(Lanes, rig.Upstream.Statistics.Idle);
        for (var lane = Lanes - 1; lane >= 0; lane--)
        {
            Assert.Same(made[lane], await RentAsync(rig, lane));
            Assert.Null(await RentAsync(rig, lane));
        }

        Assert.Equal(new UpstreamStatistics(Lanes, Lanes, 0), rig.Upstream.Statistics);
        Array.ForEach(made, connection => connection.Release());
    }

    [Fact]
    public async Task Limit_OfIdleConnections_CountsAllLanesTogether()
    {
        using var rig = NewRig(new ConnectionSettings(2, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10)));
        for (var lane = 0; lane < Lanes; lane++)
            await ServeOnceAsync(rig, lane);

        Assert.Equal(2, rig.Upstream.Statistics.Idle);
        Assert.Null(await RentAsync(rig, Lanes - 1));
    }

    [Fact]
    public async Task Backend_ThatClosesIdleConnections_TakesThemOutOfEveryLane()
    {
        using var rig = NewRig();
        var peers = new List<RawPeer>();
        for (var lane = 0; lane < Lanes; lane++)
            await ServeOnceAsync(rig, lane, peers);

        peers[1].Dispose();
        await UpstreamRig.UntilAsync(() => rig.Upstream.Statistics.Idle == Lanes - 1);
        Assert.Null(await RentAsync(rig, 1));
        peers[0].Reset();
        peers[2].Dispose();
        await UpstreamRig.UntilAsync(() => rig.Upstream.Statistics.Idle == 0);
    }

    [Fact]
    public async Task Retire_EndsIdleConnectionsOfEveryLane()
    {
        using var rig = NewRig();
        var peers = new List<RawPeer>();
        for (var lane = 0; lane < Lanes; lane++)
            await ServeOnceAsync(rig, lane, peers);

        rig.Upstream.Retire();

        foreach (var peer in peers)
            Assert.True(await peer.IsClosedAsync());
        Assert.Equal(0, rig.Upstream.Statistics.Idle);
    }

    [Fact]
    public async Task Requests_OnEveryRingAtOnce_UseNoConnectionOfAnother()
    {
        using var rig = NewRig();
        for (var lane = 0; lane < Lanes; lane++)
            await ServeOnceAsync(rig, lane, goesOn: true);

        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => _lanes.OnAsync(lane, () => ExchangeManyAsync(rig, lane))));

        Assert.All(lanes, strays => Assert.Equal(0, strays));
        Assert.Equal(Lanes, rig.Upstream.Statistics.Opened);
    }

    private UpstreamRig NewRig(ConnectionSettings? connections = null) =>
        new(UpstreamRig.Settings(connections), dialer: new RingDialer(_lanes.Rings));

    // A whole exchange never leaves the thread of its ring, so that the next finds the same connection there.
    private async Task<int> ExchangeManyAsync(UpstreamRig rig, int lane)
    {
        var strays = 0;
        for (var i = 0; i < 300; i++)
        {
            var connection = rig.Upstream.TryRentIdle()!;
            Assert.Equal(Failure.None, await UpstreamRig.SendGetAsync(connection));
            Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));
            Assert.Equal("ok", (await UpstreamRig.ReadBodyAsync(connection)).Text);
            strays += connection.Lane == lane && _lanes.Rings.Current == lane ? 0 : 1;
            connection.Release();
        }

        return strays;
    }

    private Task<UpstreamConnection?> RentAsync(UpstreamRig rig, int lane) => _lanes.OnAsync(lane, rig.Upstream.TryRentIdle);

    // A connection that was made on that lane, has served and is idle again.
    private async Task<UpstreamConnection> ServeOnceAsync(UpstreamRig rig, int lane, List<RawPeer>? peers = null, bool goesOn = false)
    {
        var connecting = _lanes.OnAsync(lane, () => rig.Upstream.ConnectAsync(CancellationToken.None).AsTask());
        var peer = await rig.Server.AcceptAsync();
        peers?.Add(peer);
        var connection = (await connecting).Connection!;
        await UpstreamRig.ServeAsync(connection, peer);
        connection.Release();
        if (goesOn)
            _ = AnswerOnAsync(peer);
        return connection;
    }

    private static async Task AnswerOnAsync(RawPeer peer)
    {
        try
        {
            while (true)
                await peer.AnswerAsync(UpstreamRig.Ok);
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException)
        {
            // The rig has closed it.
        }
    }
}
