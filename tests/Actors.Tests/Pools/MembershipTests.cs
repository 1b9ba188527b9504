using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Pools;

public sealed class MembershipTests
{
    private static readonly BackendHealth Up = BackendHealth.Initial with { Verdict = HealthVerdict.Up };
    private static readonly BackendHealth Down = BackendHealth.Initial with { Verdict = HealthVerdict.Down };

    [Fact]
    public void Backends_NobodyHasLookedAt_AreMembers() =>
        Assert.Equal([1, 2], Ports(Members(PoolSettings(1, 2), BackendHealth.Initial, BackendHealth.Initial)));

    [Fact]
    public void Backend_DownByProbes_IsNoMember() => Assert.Equal([2], Ports(Members(PoolSettings(1, 2), Down, Up)));

    [Fact]
    public void Backends_AllDownByProbes_LeaveNobody() => Assert.Empty(Members(PoolSettings(1, 2), Down, Down).Members);

    [Fact]
    public void Backend_Draining_IsNoMember() =>
        Assert.Equal([2], Ports(Members(PoolSettings(1, 2), Up with { Draining = true }, Up)));

    [Theory]
    [InlineData(100, new int[0])]
    [InlineData(99, new[] { 1 })]
    [InlineData(50, new[] { 1, 3 })]
    [InlineData(1, new[] { 1, 3, 4 })]
    [InlineData(0, new[] { 1, 2, 3, 4 })]
    public void Ejected_BeyondTheShare_StayInUseWhenTheyCameLast(int percent, int[] used)
    {
        var pool = PoolSettings(1, 2, 3, 4) with { Health = new HealthSettings(null, Passive with { MaxEjectedPercent = percent }) };

        var members = Members(pool, Ejected(after: 3), Ejected(after: 0), Ejected(after: 2), Ejected(after: 1));

        Assert.Equal(used, Ports(members));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void Ejected_OnlyBackend_StaysInUseUnlessAllMayBeEjected(int percent, bool used)
    {
        var pool = PoolSettings(1) with { Health = new HealthSettings(null, Passive with { MaxEjectedPercent = percent }) };

        Assert.Equal(used, Members(pool, Ejected(after: 0)).Members.Count == 1);
    }

    [Fact]
    public void Ejected_BeyondTheShareButDownOrDraining_IsNoMember()
    {
        var pool = PoolSettings(1, 2) with { Health = new HealthSettings(Active, Passive with { MaxEjectedPercent = 0 }) };

        var members = Members(
            pool, Ejected(after: 0) with { Verdict = HealthVerdict.Down }, Ejected(after: 0) with { Draining = true });

        Assert.Empty(members.Members);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.99, 1)]
    [InlineData(1, 2)]
    [InlineData(5.5, 6)]
    [InlineData(9.9, 10)]
    public void Returned_DuringSlowStart_HasAGrowingShare(double secondsAgo, int tenths)
    {
        var pool = PoolSettings(1, 2) with { SlowStart = Seconds(10) };

        var members = Members(pool, Up, Up with { ReturnedAt = Now - Seconds(secondsAgo) });

        Assert.Equal([10, tenths], tenths == 10 ? [10, members.Members[1].Weight * 10] : Weights(members));
        Assert.Equal(tenths < 10, members.Ramping);
    }

    [Fact]
    public void Returned_AfterSlowStart_HasItsWeight()
    {
        var pool = PoolSettings(1) with { SlowStart = Seconds(10), Backends = ValueList.Of(BackendSettings(1) with { Weight = 7 }) };

        var members = Members(pool, Up with { ReturnedAt = Now - Seconds(10) });

        Assert.Equal([7], Weights(members));
        Assert.False(members.Ramping);
    }

    [Theory]
    [InlineData(BalanceKind.IpHash)]
    [InlineData(BalanceKind.ConsistentHash)]
    public void Returned_InAHashedPool_HasItsWeightAtOnce(BalanceKind kind)
    {
        var pool = PoolSettings(1, 2) with { SlowStart = Seconds(10) };

        var members = Members(pool with { Balance = pool.Balance with { Kind = kind } }, Up, Up with { ReturnedAt = Now });

        Assert.Equal([1, 1], Weights(members));
    }

    private static BackendHealth Ejected(int after) =>
        Up with { LastEjection = new Ejection(Now + Seconds(after), Now + Seconds(60), 1, Over: false) };

    private static Membership Members(PoolSettings settings, params BackendHealth[] healths)
    {
        var pool = Pool(settings);
        foreach (var (backend, health) in pool.Backends.Zip(healths))
            backend.Health = health;
        return Membership.Of(settings, pool.Backends, Now);
    }

    private static IEnumerable<int> Ports(Membership membership) => membership.Members.Select(member => member.Backend.Settings.Url.Port);

    private static IEnumerable<int> Weights(Membership membership) => membership.Members.Select(member => member.Weight);
}
