using ActorProxy.Actors.Load;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Load.LoadShareProtocol;

namespace ActorProxy.Actors.Tests.Load;

public sealed class OthersLoadTests
{
    private static readonly ContactPoint Self = new("10.0.0.1", 1);
    private static readonly ContactPoint B = new("10.0.0.2", 1);
    private static readonly ContactPoint C = new("10.0.0.3", 1);

    private OthersLoad _others = OthersLoad.None;

    [Fact]
    public void Counts_OfAllOtherNodes_AreAddedUp()
    {
        Hear(B, 1, 1, ("a", 6), ("b", 3));
        Hear(C, 1, 1, ("a", 9));
        Assert.Equal((15, 3, 0), (Settled("a"), Settled("b"), Settled("c")));
    }

    [Fact]
    public void Change_IsTakenUpByOneNthInEachPeriod()
    {
        Hear(B, 1, 1, ("a", 27));
        Assert.Equal([9, 15, 19], Enumerable.Range(0, 3).Select(_ => After("a", Self, B, C)));
    }

    [Fact]
    public void Message_ThatNamesOne_LeavesTheOthersAsTheyWere()
    {
        Hear(B, 1, 1, ("a", 6), ("b", 3));
        Hear(B, 1, 2, ("b", 0));
        Assert.Equal((6, 0), (Settled("a"), Settled("b")));
    }

    [Fact]
    public void WholeMessage_EndsWhatItDoesNotName_AlsoWhenOneWasLost()
    {
        Hear(B, 1, 1, ("a", 6), ("b", 3));
        HearWhole(B, 1, 5, ("b", 4));
        Assert.Equal((0, 4), (Settled("a"), Settled("b")));
    }

    [Fact]
    public void Message_ThatArrivesLate_ChangesNothing()
    {
        Hear(B, 1, 2, ("a", 6));
        Hear(B, 1, 1, ("a", 9));
        Hear(B, 1, 2, ("a", 9));
        Assert.Equal(6, Settled("a"));
    }

    [Fact]
    public void NewLife_OfANode_EndsWhatItHadBeforeAndItsLateMessages()
    {
        Hear(B, 1, 8, ("a", 6), ("b", 3));
        Hear(B, 2, 1, ("b", 2));
        Hear(B, 1, 9, ("a", 6));
        Assert.Equal((0, 2), (Settled("a"), Settled("b")));
    }

    [Fact]
    public void Node_ThatIsSilent_CountsForFivePeriodsAndThenNoMore()
    {
        Hear(B, 1, 1, ("a", 6));
        foreach (var _ in Enumerable.Range(0, 5))
            After("a", Self, B);
        Assert.Single(_others.Nodes);
        After("a", Self, B);
        Assert.Empty(_others.Nodes);
        Assert.Equal(0, Settled("a"));
    }

    [Fact]
    public void Node_WhoseClockWasSetBack_IsHeardAgainAfterItsSilence()
    {
        Hear(B, 9, 1, ("a", 6));
        foreach (var _ in Enumerable.Range(0, 6))
            After("a", Self, B);
        Hear(B, 1, 1, ("a", 2));
        Assert.Equal(2, Settled("a"));
    }

    [Fact]
    public void Node_ThatLeavesOrCannotBeReached_DoesNotCount()
    {
        Hear(B, 1, 1, ("a", 6));
        Hear(C, 1, 1, ("a", 3));
        After("a", Self, C);
        Assert.Equal(C, Assert.Single(_others.Nodes).Key);
        // Alone, there is nobody else to be careful of.
        Assert.Equal(0, After("a", Self));
        Assert.Empty(_others.Felt);
    }

    [Fact]
    public void Count_ThatMakesNoSense_DoesNoHarm()
    {
        Hear(B, 1, 1, ("a", -5), ("b", int.MaxValue));
        Hear(C, 1, 1, ("b", int.MaxValue));
        Assert.Equal((0, 1 << 24), (Settled("a"), Settled("b")));
    }

    private int After(string backend, params ContactPoint[] working)
    {
        _others = _others.On(working);
        return _others.Of(new BackendKey("p", backend));
    }

    // What it comes to while the others keep saying the same.
    private int Settled(string backend)
    {
        var settled = _others;
        foreach (var _ in Enumerable.Range(0, 60))
            settled = settled with { Felt = settled.On([Self, B, C]).Felt };
        return settled.Of(new BackendKey("p", backend));
    }

    private void Hear(ContactPoint node, long life, long number, params IEnumerable<(string Backend, int Count)> counts) =>
        _others = _others.On(node, Message(life, number, isWhole: false, counts));

    private void HearWhole(ContactPoint node, long life, long number, params IEnumerable<(string Backend, int Count)> counts) =>
        _others = _others.On(node, Message(life, number, isWhole: true, counts));

    private static LoadTold Message(long life, long number, bool isWhole, IEnumerable<(string Backend, int Count)> counts) =>
        new(life, number, isWhole, ValueList.Of(counts.Select(count => new LoadCount("p", count.Backend, count.Count))));
}
