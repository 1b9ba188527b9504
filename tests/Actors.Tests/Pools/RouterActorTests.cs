using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using ActorProxy.Actors.Tests.Supervision;
using Akka.Actor;
using static ActorProxy.Actors.Pools.RouterProtocol;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Pools;

public sealed class RouterActorTests : VirtualTimeKit
{
    [Fact]
    public async Task Router_Starts_ChoosesFromAllBackends()
    {
        var (pool, _) = await Start(PoolSettings(1, 2));

        Assert.Equal([1, 2], Ports(pool));
        Assert.NotNull(pool.Pick());
    }

    [Fact]
    public async Task Health_Changes_ReplacesThePicker()
    {
        var (pool, router) = await Start(PoolSettings(1, 2));
        var before = pool.Picker;

        pool.Backends[0].Health = pool.Backends[0].Health with { Verdict = HealthVerdict.Down };
        router.Tell(new HealthChanged(pool.Backends[0].Id));
        await Settle(router);

        Assert.NotSame(before, pool.Picker);
        Assert.Equal([2], Ports(pool));
    }

    [Fact]
    public async Task Health_ChangesWithoutEffectOnTheChoice_KeepsThePicker()
    {
        var (pool, router) = await Start(PoolSettings(1, 2));
        var before = pool.Picker;

        pool.Backends[0].Health = pool.Backends[0].Health with { Verdict = HealthVerdict.Up, Streak = 1 };
        router.Tell(new HealthChanged(pool.Backends[0].Id));
        await Settle(router);

        Assert.Same(before, pool.Picker);
    }

    [Fact]
    public async Task Backends_AllFailTheirProbes_LeaveNobodyToPick()
    {
        var pool = Pool(PoolSettings(1, 2) with { Health = new HealthSettings(Active, null) });
        foreach (var backend in pool.Backends)
            backend.Fake().Fail();

        await SettleTree(Start(pool));

        Assert.Null(pool.Pick());
    }

    [Fact]
    public async Task Drain_ByHand_IsInForceWhenItIsAnswered()
    {
        var (pool, router) = await Start(PoolSettings(1, 2));

        Assert.True(await Drain(router, pool.Backends[0], on: true));
        Assert.Equal([2], Ports(pool));

        Assert.True(await Drain(router, pool.Backends[0], on: false));
        Assert.Equal([1, 2], Ports(pool));
    }

    [Fact]
    public async Task Backend_Returns_GetsItsShareStepByStep()
    {
        var (pool, router) = await Start(PoolSettings(1, 2) with { SlowStart = Seconds(10) });
        await Drain(router, pool.Backends[1], on: true);
        await Drain(router, pool.Backends[1], on: false);

        List<int> tenths = [Share(pool)];
        for (var second = 1; second <= 10; second++)
        {
            Advance(Seconds(1));
            await Settle(router);
            tenths.Add(Share(pool));
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10], tenths);
    }

    [Fact]
    public async Task Reload_WithAnotherMembership_StartsAndStopsHealthActors()
    {
        var (pool, router) = await Start(PoolSettings(1, 2));
        var leaving = Watch(await Child(router, "health-10.0.0.1:1"));

        var next = Pool(PoolSettings(2, 3));
        router.Tell(new Configure(next));

        await ExpectTerminatedAsync(leaving);
        Assert.NotNull(await Child(router, "health-10.0.0.1:3"));
        Assert.Equal([2, 3], Ports(next));
    }

    [Fact]
    public async Task Backend_LeftAndBackBeforeItsActorIsGone_GetsAnActorAgain()
    {
        var (pool, router) = await Start(PoolSettings(1, 2));
        var leaving = Watch(await Child(router, "health-10.0.0.1:1"));

        router.Tell(new Configure(Pool(PoolSettings(2))));
        router.Tell(new Configure(pool));
        await ExpectTerminatedAsync(leaving);

        Assert.NotEqual(leaving, await Child(router, "health-10.0.0.1:1"));
    }

    [Theory]
    [InlineData("kill")]
    [InlineData("poison")]
    [InlineData("exception")]
    public async Task HealthActor_Dies_IsMadeAnewAndKnowsWhatWasKnown(string how)
    {
        var (pool, router) = await Start(PoolSettings(1, 2));
        await Drain(router, pool.Backends[0], on: true);
        var known = pool.Backends[0].Health;

        var first = Watch(await Child(router, "health-10.0.0.1:1"));
        first.Tell(how switch
        {
            "kill" => Kill.Instance,
            "poison" => PoisonPill.Instance,
            _ => new Status.Failure(new InvalidOperationException()),
        });
        await ExpectTerminatedAsync(first);

        Assert.NotEqual(first, await Child(router, "health-10.0.0.1:1"));
        Assert.Equal(known, pool.Backends[0].Health);
        Assert.Equal([2], Ports(pool));
        Assert.True(await Drain(router, pool.Backends[0], on: false));
        Assert.Equal([1, 2], Ports(pool));
    }

    [Fact]
    public async Task HealthActor_DiesAgainAndAgain_IsMadeAnewAfterABackoff()
    {
        var (_, router) = await Start(PoolSettings(1));
        await KillHealth(router);
        await KillHealth(router);
        Assert.True((await Child(router, "health-10.0.0.1:1")).IsNobody());

        Advance(Seconds(0.1));

        Assert.False((await Child(router, "health-10.0.0.1:1")).IsNobody());
    }

    [Fact]
    public async Task Router_Dies_LeavesItsPickerInForce()
    {
        var (pool, router) = await Start(PoolSettings(1, 2));
        await Drain(router, pool.Backends[0], on: true);

        Watch(router).Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(router);
        Assert.Equal(pool.Backends[1], pool.Pick());

        var next = Start(pool);
        await SettleTree(next);
        Assert.Equal([2], Ports(pool));
    }

    private async Task<(Pool Pool, IActorRef Router)> Start(PoolSettings settings)
    {
        var pool = Pool(settings);
        var router = Start(pool);
        await SettleTree(router);
        return (pool, router);
    }

    private IActorRef Start(Pool pool) => Sys.ActorOf(Props.Create(() => new RouterActor(pool, Time, new Random(1))));

    private static async Task SettleTree(IActorRef router)
    {
        await Settle(router);
        foreach (var health in ((ActorRefWithCell)router).Children)
            await Settle(health);
        await Settle(router);
    }

    private async Task KillHealth(IActorRef router)
    {
        var health = Watch(await Child(router, "health-10.0.0.1:1"));
        health.Tell(Kill.Instance);
        await ExpectTerminatedAsync(health);
    }

    private static async Task<bool> Drain(IActorRef router, Backend backend, bool on) =>
        (await router.Ask<ProxyProtocol.DrainSet>(new Drain(backend.Id, on), Seconds(30))).Found;

    private static IEnumerable<int> Ports(Pool pool) => pool.Members.Select(member => member.Backend.Settings.Url.Port);

    private static int Share(Pool pool) => 10 * pool.Members[1].Weight / pool.Members[0].Weight;
}
