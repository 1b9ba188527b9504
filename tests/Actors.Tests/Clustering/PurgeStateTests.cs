using ActorProxy.Actors.Purges;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Purges.PurgeProtocol;

namespace ActorProxy.Actors.Tests.Clustering;

public sealed class PurgeStateTests
{
    private static readonly PurgeOrder Everything = new("", "", "", "", "", All: true, IsSoft: false);
    private static readonly PurgeState New = new("here");

    [Fact]
    public void Purge_NextOfItsOrigin_HasMissedNothing()
    {
        var state = New.On(new Purge("there", 1, Everything));
        Assert.False(state.HasMissedBefore(new Purge("there", 2, Everything)));
        Assert.True(state.HasMissedBefore(new Purge("there", 3, Everything)));
        Assert.True(state.HasMissedBefore(new Purge("elsewhere", 2, Everything)));
    }

    [Fact]
    public void Node_WhoseNumbersAreLower_IsBehindUntilItHasTakenThemUp()
    {
        var others = New.Made().Made().Marks;
        var state = new PurgeState("late");
        Assert.True(state.IsBehind(others));
        Assert.False(state.On(others).IsBehind(others));
        Assert.False(New.Made().Made().Made().IsBehind(others));
    }

    [Fact]
    public void Purge_ThatArrivesLate_TakesNoNumberBack()
    {
        var state = New.On(new Purge("there", 5, Everything)).On(new Purge("there", 4, Everything));
        Assert.Equal(5, state.Known["there"]);
    }

    [Fact]
    public void Spread_IsAnsweredWhenNobodyIsWaitedFor_AndNamesTheLostAndTheSilent()
    {
        var state = New.Made().Spread(new PurgeSpread(["a", "b", "c"], ["d"], []));
        state = state.On(new Purged(1, Result("a"))).On(new Purged(1, Result("d"))).On(new Purged(1, Result("d"))).Lost("b");
        Assert.False(state.Spreading[1].IsAnswered);

        state = state.On(new PatienceEnded(1));

        Assert.True(state.Spreading[1].IsAnswered);
        Assert.Equal(["a", "d"], state.Spreading[1].Outcome.Nodes.Select(node => node.Node));
        Assert.Equal(["b", "c"], state.Spreading[1].Outcome.Unreached);
        Assert.Empty(state.Done(1).Spreading);
    }

    private static NodePurge Result(string node) => new(node, ValueList.Empty<PurgeCount>());
}
