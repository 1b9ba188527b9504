using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Tests.Balancing;

public sealed class LeastConnectionsTests
{
    [Fact]
    public void LeastConnections_WhileRequestsStay_FillsByWeight()
    {
        var fleet = new Fleet(1, 2, 3);
        var picker = fleet.Picker(BalanceKind.LeastConnections);
        for (var i = 0; i < 600; i++)
            fleet[fleet.Pick(picker)!.Value].TryEnter();
        Assert.Equal([100, 200, 300], fleet.Members.Select(member => member.Backend.InFlight));
    }

    [Fact]
    public void LeastConnections_WithOneLessBusy_GivesItUntilItIsNot()
    {
        var fleet = new Fleet(1, 1, 1);
        foreach (var name in "aabbcc")
            fleet[name].TryEnter();
        fleet['b'].Exit();
        Assert.Equal("bbbb", fleet.Picks(fleet.Picker(BalanceKind.LeastConnections), 4));
        Assert.Contains(fleet.Pick(fleet.Picker(BalanceKind.LeastConnections), 'b')!.Value, "ac");
    }

    [Fact]
    public void LeastConnections_RelativeToWeight_PrefersTheStronger()
    {
        var fleet = new Fleet(1, 3);
        foreach (var name in "abb")
            fleet[name].TryEnter();
        Assert.Equal("bbb", fleet.Picks(fleet.Picker(BalanceKind.LeastConnections), 3));
    }

    [Fact]
    public void LeastConnections_WhenAllAreIdle_TakesTurnsByWeight()
    {
        var fleet = new Fleet(5, 1, 1);
        Assert.Equal("aabacaa", fleet.Picks(fleet.Picker(BalanceKind.LeastConnections), 7));
    }

    [Fact]
    public void LeastConnections_AfterARepublish_GoesOnWhereItWas()
    {
        var fleet = new Fleet(1, 1, 1);
        var picker = fleet.Picker(BalanceKind.LeastConnections);
        Assert.Equal("ab", fleet.Picks(picker, 2));
        Assert.Equal("ca", fleet.Picks(fleet.Picker(BalanceKind.LeastConnections, previous: picker), 2));
    }

    [Fact]
    public void LeastConnections_WithRequestsThroughOtherNodes_CountsThemAsItsOwn()
    {
        var fleet = new Fleet(1, 1);
        foreach (var name in "aab")
            fleet[name].TryEnter();
        var picker = fleet.Picker(BalanceKind.LeastConnections);
        Assert.Equal("bb", fleet.Picks(picker, 2));
        fleet['b'].ElsewhereInFlight = 2;
        Assert.Equal("aa", fleet.Picks(picker, 2));
    }

    [Fact]
    public void LeastConnections_WithRequestsThroughOtherNodes_WeighsTheSum()
    {
        var fleet = new Fleet(1, 3);
        fleet['a'].TryEnter();
        fleet['b'].TryEnter();
        fleet['b'].ElsewhereInFlight = 1;
        Assert.Equal("bb", fleet.Picks(fleet.Picker(BalanceKind.LeastConnections), 2));
        fleet['b'].ElsewhereInFlight = 3;
        Assert.Equal("aa", fleet.Picks(fleet.Picker(BalanceKind.LeastConnections), 2));
    }
}
