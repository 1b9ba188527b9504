using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Tests.Balancing;

public sealed class RandomTests
{
    private const int Count = 40_000;

    [Fact]
    public void Random_WithWeights_SharesByThem()
    {
        var fleet = new Fleet(1, 2, 5);
        AssertShares(fleet, fleet.Picks(fleet.Picker(BalanceKind.Random), Count), 1, 2, 5);
    }

    [Fact]
    public void Random_WithSomeTried_SharesTheRestByWeight()
    {
        var fleet = new Fleet(1, 2, 5, 10);
        AssertShares(fleet, fleet.Picks(fleet.Picker(BalanceKind.Random), Count, 'd'), 1, 2, 5);
    }

    [Fact]
    public void RandomTwo_WhenAllAreIdle_SharesByWeight()
    {
        var fleet = new Fleet(1, 2, 5);
        AssertShares(fleet, fleet.Picks(fleet.Picker(BalanceKind.RandomTwo), Count), 1, 2, 5);
    }

    [Fact]
    public void RandomTwo_OfTwo_GivesTheLessBusy()
    {
        var fleet = new Fleet(1, 1);
        fleet['a'].TryEnter();
        Assert.Equal(new string('b', 100), fleet.Picks(fleet.Picker(BalanceKind.RandomTwo), 100));
    }

    [Fact]
    public void RandomTwo_OfTwo_CountsRequestsThroughOtherNodes()
    {
        var fleet = new Fleet(1, 1);
        fleet['a'].TryEnter();
        fleet['b'].ElsewhereInFlight = 2;
        Assert.Equal(new string('a', 100), fleet.Picks(fleet.Picker(BalanceKind.RandomTwo), 100));
    }

    [Fact]
    public void RandomTwo_OfMany_NeverGivesTheBusiest()
    {
        var fleet = new Fleet(1, 2, 3, 4, 5);
        for (var i = 0; i < 100; i++)
            fleet['e'].TryEnter();
        var picks = fleet.Picks(fleet.Picker(BalanceKind.RandomTwo), 1000);
        Assert.Equal("abcd", string.Concat(picks.Distinct().Order()));
        Assert.DoesNotContain('e', fleet.Picks(fleet.Picker(BalanceKind.RandomTwo), 1000, 'a', 'b'));
    }

    [Fact]
    public void RandomTwo_WhileRequestsStay_KeepsTheLoadEven()
    {
        var fleet = new Fleet(1, 1, 1, 1, 1, 1, 1, 1);
        var picker = fleet.Picker(BalanceKind.RandomTwo);
        for (var i = 0; i < 8000; i++)
            fleet[fleet.Pick(picker)!.Value].TryEnter();
        Assert.All(fleet.Members, member => Assert.InRange(member.Backend.InFlight, 980, 1020));
    }

    private static void AssertShares(Fleet fleet, string picks, params int[] weights)
    {
        var shares = picks.CountBy(name => name).ToDictionary();
        Assert.Equal(weights.Length, shares.Count);
        foreach (var (member, weight) in fleet.Members.Zip(weights))
        {
            var expected = (double)picks.Length * weight / weights.Sum();
            Assert.InRange(shares[(char)('a' + member.Backend.Settings.Url.Port - 1)], expected * 0.9, expected * 1.1);
        }
    }
}
