using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using Akka.Actor;
using static ActorProxy.Actors.Supervision.ProxyProtocol;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Supervision;

public sealed class ProxyActorTests : VirtualTimeKit
{
    private readonly FakeUpstreams _upstreams = new();
    private readonly RoutingTableCell _cell;
    private readonly IActorRef _proxy;

    public ProxyActorTests()
    {
        var first = new ProxyState(null).On(new Apply(ProxySettings(PoolSettings(1, 2))), _upstreams);
        first.Prepare(Some.Now, new Random(1));
        _cell = new RoutingTableCell(first.After);
        _proxy = Start();
    }

    [Fact]
    public async Task Apply_IsAnsweredWhenTheNextTableIsPublished()
    {
        Assert.Equal(2, (await Apply(PoolSettings(1, 2))).Epoch);
        Assert.Equal(2, _cell.Current.Epoch);
    }

    [Fact]
    public async Task Apply_WithTheSamePool_KeepsThePoolAndItsPicker()
    {
        var (pool, picker) = (_cell.Current.Pools["api"], _cell.Current.Pools["api"].Picker);

        await Apply(PoolSettings(1, 2), PoolSettings(3) with { Name = "new" });

        Assert.Same(pool, _cell.Current.Pools["api"]);
        Assert.Same(picker, pool.Picker);
    }

    [Fact]
    public async Task Apply_WithAnotherPool_StartsItsRouterAndStopsTheOther()
    {
        var leaving = Watch(await Child(_proxy, "router-api"));

        await Apply(PoolSettings(1) with { Name = "new" });

        await ExpectTerminatedAsync(leaving);
        Assert.False((await Child(_proxy, "router-new")).IsNobody());
    }

    [Fact]
    public async Task Apply_WithoutABackend_RetiresItsConnectionsOnce()
    {
        var (left, stayed) = (_cell.Current.Pools["api"].Backends[0], _cell.Current.Pools["api"].Backends[1]);

        await Apply(PoolSettings(2));
        await Apply(PoolSettings(2, 3));
        await Settle(_proxy);

        Assert.Equal((1, 0), (left.Fake().Retired, stayed.Fake().Retired));
    }

    [Fact]
    public async Task Apply_WithAnotherPool_HasItsHealthWatched()
    {
        await Apply(PoolSettings(1, 2) with { Health = new HealthSettings(Active, null) });
        var backend = _cell.Current.Pools["api"].Backends[0];
        await SettleTree();
        Assert.Equal(1, backend.Fake().Probes);

        backend.Fake().Fail();
        for (var probe = 0; probe < Active.Fall; probe++)
        {
            Advance(Active.Interval);
            await SettleTree();
        }

        Assert.DoesNotContain(backend, _cell.Current.Pools["api"].Members.Select(member => member.Backend));
    }

    [Fact]
    public async Task Apply_ThatFails_SaysSoAndChangesNothing()
    {
        var table = _cell.Current;
        _upstreams.Broken = new IOException("no such file");

        await Assert.ThrowsAsync<IOException>(() => Apply(PoolSettings(1, 9)));

        Assert.Same(table, _cell.Current);
        _upstreams.Broken = null;
        Assert.Equal(2, (await Apply(PoolSettings(1, 9))).Epoch);
    }

    [Fact]
    public async Task Drain_OfAKnownBackend_OutlastsAReload()
    {
        Assert.True(await Drain("api", "10.0.0.1:1"));
        await Apply(PoolSettings(1, 2) with { SlowStart = Seconds(9) });

        var pool = _cell.Current.Pools["api"];
        Assert.True(pool.Backends[0].Health.Draining);
        Assert.Equal(pool.Backends[1], Assert.Single(pool.Members).Backend);
    }

    [Theory]
    [InlineData("api", "10.0.0.1:9")]
    [InlineData("none", "10.0.0.1:1")]
    public async Task Drain_OfAnUnknownBackend_SaysSo(string pool, string backend) => Assert.False(await Drain(pool, backend));

    [Fact]
    public async Task Router_Dies_IsMadeAnewFromThePublishedPool()
    {
        await Drain("api", "10.0.0.1:1");
        var router = Watch(await Child(_proxy, "router-api"));

        router.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(router);

        Assert.NotEqual(router, await Child(_proxy, "router-api"));
        Assert.True(await Drain("api", "10.0.0.1:2"));
        Assert.Empty(_cell.Current.Pools["api"].Members);
    }

    [Fact]
    public async Task Proxy_Dies_GoesOnFromThePublishedTable()
    {
        await Drain("api", "10.0.0.1:1");
        await Apply(PoolSettings(1, 2, 3));

        Watch(_proxy).Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(_proxy);
        var next = Start();

        Assert.Equal(3, (await next.Ask<Applied>(new Apply(ProxySettings(PoolSettings(1, 2))), Seconds(30))).Epoch);
        Assert.Equal(_cell.Current.Pools["api"].Backends[1], Assert.Single(_cell.Current.Pools["api"].Members).Backend);
    }

    private IActorRef Start() => Sys.ActorOf(Props.Create(() => new ProxyActor(_cell, _upstreams, Time, new Random(1))));

    private Task<Applied> Apply(params PoolSettings[] pools) => _proxy.Ask<Applied>(new Apply(ProxySettings(pools)), Seconds(30));

    private async Task<bool> Drain(string pool, string backend) =>
        (await _proxy.Ask<DrainSet>(new SetDrain(pool, backend, On: true), Seconds(30))).Found;

    private async Task SettleTree()
    {
        var router = await Child(_proxy, "router-api");
        await Settle(router);
        foreach (var health in ((ActorRefWithCell)router).Children)
            await Settle(health);
        await Settle(router);
    }
}
