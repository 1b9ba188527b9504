using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Tests.Clustering;

/// <summary>A rollout with a trial, and what a new coordinator makes of one that the old one left behind.</summary>
public sealed class GuardedRolloutStateTests
{
    private static readonly ConfigurationVersion One = Version(1);
    private static readonly ConfigurationVersion Two = Version(2);

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Canary_WhereThereAreOthers_IsNotTheNodeOfTheCoordinator(string self, string expected) =>
        Assert.Equal(expected, Preparing().TryOut(["b", "a"], self).Canary);

    [Fact]
    public void Canary_OfANodeAlone_IsThatNode() => Assert.Equal("a", Preparing().TryOut(["a"], "a").Canary);

    [Fact]
    public void Trial_ThatIsStood_LeadsToTheDecisionWithItsFigures()
    {
        var state = Watching().On(new Watched(2, Seen("")));
        Assert.True(state is { IsAnswered: true, Problems.IsEmpty: true });
        state = state.Decide(["a", "b"]).On(new Committed("a", 2)).On(new Committed("b", 2));
        Assert.Equal((2L, 100L), (state.Epoch, state.Outcome(RolloutKind.Applied).Watched!.Requests));
    }

    [Fact]
    public void Trial_ThatIsNotStood_LeavesTheEpochAndSaysWhichBoundOnWhichNode()
    {
        var outcome = Watching().On(new Watched(2, Seen("too many errors"))).Outcome(RolloutKind.RolledBack);
        var problem = Assert.Single(outcome.Problems);
        Assert.Equal((1L, "b", "too many errors"), (outcome.Epoch, problem.Node, problem.Message));
        Assert.Equal(100, outcome.Watched!.Requests);
    }

    [Fact]
    public void Trial_OfANodeThatIsLost_IsOverAndUndone()
    {
        var state = Watching().Lost("b");
        Assert.Equal((true, "b"), (state.IsAnswered, Assert.Single(state.Problems).Node));
        Assert.False(Watching().Lost("a").IsAnswered);
    }

    [Fact]
    public void Trial_ThatNobodyReportsOn_IsOverAndUndone()
    {
        var state = Watching().On(new DeadlinePassed(2));
        Assert.Equal((true, "b"), (state.IsAnswered, Assert.Single(state.Problems).Node));
    }

    [Theory]
    [InlineData("")]
    [InlineData(GuardWatch.UndoneByHand)]
    public void Trial_UndoneByHand_IsUndoneWhateverItsReportSays(string breach)
    {
        var state = Watching().On(new EndTrial(2, IsKept: false));
        Assert.False(state.IsAnswered);
        state = state.On(new EndTrial(2, IsKept: true)).On(new EndTrial(2, IsKept: false)).On(new Watched(2, Seen(breach)));
        Assert.Equal(GuardWatch.UndoneByHand, Assert.Single(state.Problems).Message);
        Assert.Equal((true, 100L), (state.IsAnswered, state.Outcome(RolloutKind.RolledBack).Watched!.Requests));
    }

    [Fact]
    public void Trial_KeptByHand_StandsOnceItsReportIsThere()
    {
        var state = Watching().On(new EndTrial(0, IsKept: true));
        Assert.False(state.IsAnswered);
        Assert.True(state.On(new Watched(2, Seen(""))) is { IsAnswered: true, Problems.IsEmpty: true });
        Assert.False(state.On(new DeadlinePassed(2)).Problems.IsEmpty);
    }

    [Theory]
    [InlineData(42.1, "configuration 2 is on trial for another 43 s;")]
    [InlineData(-3, "configuration 2 is on trial for another 0 s;")]
    public void Change_DuringATrial_IsToldWhichAndForHowLong(double left, string words)
    {
        var outcome = Watching().OnTrial(TimeSpan.FromSeconds(left));
        Assert.Equal((RolloutKind.OnTrial, 1L), (outcome.Kind, outcome.Epoch));
        Assert.StartsWith(words, Assert.Single(outcome.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfAnotherTrial_CountsForNothing() => Assert.False(Watching().On(new Watched(1, Seen(""))).IsAnswered);

    [Fact]
    public void NextRollout_AfterATrial_KnowsNothingOfIt()
    {
        var undone = Watching().On(new Watched(2, Seen("bad")));
        var state = undone.Finish(undone.Outcome(RolloutKind.RolledBack)).Propose(new Proposal("x", "", "text"), DateTimeOffset.UnixEpoch, ["a"]);
        Assert.Equal((3L, null, ""), (state.Pending.Epoch, state.Guard, state.Canary));
        Assert.Null(state.Outcome(RolloutKind.Applied).Watched);
    }

    [Fact]
    public void NewCoordinator_WhereOneNodeServesOnTrial_UndoesThat()
    {
        var recovery = Recover(Standing("a", [One], prepared: Two), Standing("b", [One], onTrial: Two), Standing("c", [One], prepared: Two));
        Assert.Equal((1L, 2L, 0L), (recovery.State.Epoch, recovery.State.Highest, recovery.Completed));
        Assert.Equal([2L], recovery.Undone);
        Assert.Empty(recovery.Behind);
    }

    [Fact]
    public void NewCoordinator_WhereOnlyTheTrialIsLeft_UndoesItAndDoesNotGiveItsEpochAgain()
    {
        var recovery = Recover(Standing("b", [One], onTrial: Two));
        Assert.Equal([2L], recovery.Undone);
        Assert.Equal(3, recovery.State.Propose(new Proposal("x", "", "text"), DateTimeOffset.UnixEpoch, ["b"]).Pending.Epoch);
    }

    [Fact]
    public void NewCoordinator_WhereAnotherNodeServesWhatIsOnTrial_CompletesItAlsoThere()
    {
        var recovery = Recover(Standing("a", [Two, One]), Standing("b", [One], onTrial: Two), Standing("c", [One], prepared: Two));
        Assert.Equal((2L, 2L), (recovery.State.Epoch, recovery.Completed));
        Assert.Equal(["b", "c"], recovery.Behind);
        Assert.Empty(recovery.Undone);
    }

    private static RolloutState Watching() => Preparing().On(Ready("a")).On(Ready("b")).TryOut(["a", "b"], "a");

    private static RolloutState Preparing()
    {
        var idle = RolloutState.New with { Phase = RolloutPhase.Idle, History = ValueList.Of(Enumerable.Repeat(One, 1)), Highest = 1 };
        return idle.Propose(new Proposal("x", "", "text", Guard: GuardSettings.None), DateTimeOffset.UnixEpoch, ["a", "b"]);
    }

    private static Prepared Ready(string node) => new(node, 2, ValueList.Empty<RolloutProblem>(), ValueList.Empty<string>());

    private static WatchReport Seen(string breach) => WatchReport.Broken("b", breach) with { Requests = 100 };

    private static Standing Standing(
        string node, ConfigurationVersion[] history, ConfigurationVersion? prepared = null, ConfigurationVersion? onTrial = null) =>
        new(node, ValueList.Of(history), prepared ?? Nothing, onTrial ?? Nothing);

    private static RolloutRecovery Recover(params Standing[] standings) =>
        standings.Aggregate(RolloutState.Recover(standings.Select(standing => standing.Node)), (state, standing) => state.On(standing)).Recovered();

    private static ConfigurationVersion Version(long epoch) => new(epoch, DateTimeOffset.UnixEpoch, "test", "", $"text {epoch}");
}
