using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Tests.Requests;

namespace ActorProxy.Actors.Tests.Balancing;

public sealed class RoundRobinTests
{
    [Theory]
    [InlineData(new[] { 1, 1, 1 }, "abcabcabc")]
    [InlineData(new[] { 5, 1, 1 }, "aabacaaaabacaa")]
    [InlineData(new[] { 500, 100, 100 }, "aabacaa")]
    [InlineData(new[] { 3, 2 }, "ababaababa")]
    [InlineData(new[] { 4, 2, 1 }, "abacaba")]
    public void RoundRobin_WithWeights_GivesTheSmoothOrderOfNginx(int[] weights, string expected)
    {
        var fleet = new Fleet(weights);
        Assert.Equal(expected, fleet.Picks(fleet.Picker(BalanceKind.RoundRobin), expected.Length));
    }

    [Theory]
    [InlineData(997, 1000, 3)]
    [InlineData(1000, 999, 998)]
    [InlineData(100_000, 1, 1)]
    public void RoundRobin_WithWeightsBeyondTheTable_GivesExactSharesInEveryCycle(params int[] weights)
    {
        var fleet = new Fleet(weights);
        var picker = fleet.Picker(BalanceKind.RoundRobin);
        for (var cycle = 0; cycle < 2; cycle++)
        {
            var shares = fleet.Picks(picker, weights.Sum()).CountBy(name => name).OrderBy(share => share.Key);
            Assert.Equal(weights, shares.Select(share => share.Value));
        }
    }

    [Fact]
    public void RoundRobin_WithWeightsBeyondTheTable_IsSmoothToo()
    {
        var fleet = new Fleet(1500, 1499);
        var picks = fleet.Picks(fleet.Picker(BalanceKind.RoundRobin), 2999);
        Assert.DoesNotContain("aaa", picks, StringComparison.Ordinal);
        Assert.DoesNotContain("bbb", picks, StringComparison.Ordinal);
    }

    [Fact]
    public void RoundRobin_UsedByManyThreads_GivesExactShares()
    {
        var fleet = new Fleet(5, 3, 2);
        var picker = fleet.SharedPicker(BalanceKind.RoundRobin);
        var request = FakeFacts.Client("192.0.2.7");
        Parallel.For(0, 100_000, _ => picker.Pick(request, [])!.TryEnter());
        Assert.Equal([50_000, 30_000, 20_000], fleet.Members.Select(member => member.Backend.InFlight));
    }

    [Fact]
    public void RoundRobin_WhenOneBackendFailsAlways_SpreadsItsShareOverTheOthers()
    {
        var fleet = new Fleet(1, 1, 1);
        var picker = fleet.Picker(BalanceKind.RoundRobin);
        var served = string.Concat(Enumerable.Range(0, 3000)
            .Select(_ => fleet.Pick(picker) is { } first and not 'a' ? first : fleet.Pick(picker, 'a')));
        var shares = served.CountBy(name => name).ToDictionary();
        Assert.Equal(1500, shares['b']);
        Assert.Equal(1500, shares['c']);
    }

    [Fact]
    public void RoundRobin_AfterMembersChange_GoesOnWhereItWas()
    {
        var fleet = new Fleet(1, 1, 1);
        var picker = fleet.Picker(BalanceKind.RoundRobin);
        Assert.Equal("a", fleet.Picks(picker, 1));
        picker = fleet.Picker(BalanceKind.RoundRobin, previous: picker);
        Assert.Equal("b", fleet.Picks(picker, 1));
        picker = fleet.PickerWithout('a', BalanceKind.RoundRobin, previous: picker);
        picker = fleet.Picker(BalanceKind.RoundRobin, previous: picker);
        Assert.Equal("cab", fleet.Picks(picker, 3));
    }

    [Fact]
    public void RoundRobin_RepublishedAtEveryPick_StillServesAllAlike()
    {
        var fleet = Fleet.WithBackups(primaries: 3, backups: 1);
        Picker? picker = null;
        var picks = "";
        for (var i = 0; i < 300; i++)
        {
            picker = fleet.Picker(BalanceKind.RoundRobin, previous: picker);
            picks += fleet.Pick(picker);
        }

        Assert.Equal([100, 100, 100], picks.CountBy(name => name).Select(share => share.Value));
    }
}
