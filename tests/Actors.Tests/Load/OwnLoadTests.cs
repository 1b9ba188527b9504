using System.Collections.Immutable;
using ActorProxy.Actors.Load;
using static ActorProxy.Actors.Load.LoadShareProtocol;

namespace ActorProxy.Actors.Tests.Load;

public sealed class OwnLoadTests
{
    private OwnLoad _own = OwnLoad.Of(7);

    [Fact]
    public void Counts_ThatChanged_AreToldWithTheNextNumber()
    {
        Assert.Equal("7.1: a=2 b=1", Told(("a", 2), ("b", 1)));
        Assert.Equal("7.2: b=3", Told(("a", 2), ("b", 3)));
    }

    [Fact]
    public void Count_ThatEnded_IsToldAsZero()
    {
        Told(("a", 2), ("b", 1));
        Assert.Equal("7.2: a=0", Told(("b", 1)));
    }

    [Fact]
    public void Counts_ThatStay_AreToldWholeEveryThirdPeriod() =>
        Assert.Equal(["7.1: a=2", "-", "7.2 whole: a=2", "-", "-", "7.3 whole: a=2"], Enumerable.Range(0, 6).Select(_ => Told(("a", 2))));

    [Fact]
    public void Node_WithoutRequests_SaysSoOnceAndIsSilent()
    {
        Told(("a", 2));
        Assert.Equal(["7.2: a=0", "-", "-", "-", "-"], Enumerable.Range(0, 5).Select(_ => Told()));
    }

    [Fact]
    public void LastRequest_ThatEndsWhenAllIsDue_IsToldAsWholeOfNothing()
    {
        Told(("a", 2));
        Told(("a", 2));
        Assert.Equal("7.2 whole:", Told());
        Assert.Equal("-", Told());
    }

    private string Told(params IEnumerable<(string Backend, int Count)> counts)
    {
        (_own, var message) = _own.On(counts.ToImmutableDictionary(count => new BackendKey("p", count.Backend), count => count.Count));
        return message is null ? "-" : Text(message);
    }

    private static string Text(LoadTold message) =>
        $"{message.Life}.{message.Number}{(message.IsWhole ? " whole" : "")}:{string.Concat(message.Counts.OrderBy(count => count.Backend).Select(count => $" {count.Backend}={count.InFlight}"))}";
}
