using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Tests.Clustering;

public sealed class RolloutStateTests
{
    private static readonly ConfigurationVersion One = Version(1);
    private static readonly ConfigurationVersion Two = Version(2);
    private static readonly ConfigurationVersion Three = Version(3);

    [Fact]
    public void Proposal_ThatAllCanServe_IsDecidedWhenTheLastHasSaidSo()
    {
        var state = Idle(One).Propose(new Proposal("x", "", "text"), DateTimeOffset.UnixEpoch, ["a", "b"]);
        state = state.On(Ready("a", 2));
        Assert.False(state.IsAnswered);
        state = state.On(Ready("b", 2));
        Assert.True(state is { IsAnswered: true, Problems.IsEmpty: true });
        state = state.Decide(["a", "b"]).On(new Committed("a", 2)).On(new Committed("b", 2));
        Assert.Equal((2L, true), (state.Epoch, state.IsAnswered));
    }

    [Fact]
    public void Proposal_WithAProblemOnOneNode_NamesItAndChangesNothing()
    {
        var state = Idle(One).Propose(new Proposal("x", "", "text"), DateTimeOffset.UnixEpoch, ["a", "b"])
            .On(Ready("a", 2)).On(Refusing("b", 2));
        var outcome = state.Outcome(RolloutKind.Refused);
        Assert.Equal((1L, "b"), (outcome.Epoch, Assert.Single(outcome.Problems).Node));
    }

    [Fact]
    public void Epoch_ThatWasUndone_IsNotGivenAgain()
    {
        var state = Idle(One).Propose(new Proposal("x", "", "bad"), DateTimeOffset.UnixEpoch, ["a"]).On(Refusing("a", 2));
        state = state.Finish(state.Outcome(RolloutKind.Refused));
        Assert.Equal(3, state.Propose(new Proposal("x", "", "good"), DateTimeOffset.UnixEpoch, ["a"]).Pending.Epoch);
    }

    [Fact]
    public void Answer_ToAnotherProposal_CountsForNothing()
    {
        var state = Idle(Two).Propose(new Proposal("x", "", "text"), DateTimeOffset.UnixEpoch, ["a"]);
        Assert.Equal(state, state.On(Ready("a", 2)));
    }

    [Fact]
    public void Node_ThatSaysNothingOrLeaves_IsNotWaitedForEver()
    {
        var state = Idle(One).Propose(new Proposal("x", "", "text"), DateTimeOffset.UnixEpoch, ["a", "b"]);
        Assert.True(state.Lost("a").Lost("b") is { IsAnswered: true, Problems.IsEmpty: true });
        Assert.Equal(["a", "b"], state.On(new DeadlinePassed(2)).Problems.Select(problem => problem.Node));
    }

    [Fact]
    public void NewCoordinator_WhereOneNodeServesMore_CompletesThat()
    {
        var recovery = Recover(new Standing("a", History(Two, One), Nothing, Nothing), new Standing("b", History(One), Two, Nothing));
        Assert.Equal((2L, 2L), (recovery.State.Epoch, recovery.Completed));
        Assert.Equal(["b"], recovery.Behind);
        Assert.Empty(recovery.Undone);
    }

    [Fact]
    public void NewCoordinator_WhereNodesOnlyPrepared_UndoesThat()
    {
        var recovery = Recover(new Standing("a", History(Two, One), Three, Nothing), new Standing("b", History(Two, One), Nothing, Nothing));
        Assert.Equal((2L, 3L, 0L), (recovery.State.Epoch, recovery.State.Highest, recovery.Completed));
        Assert.Equal([3L], recovery.Undone);
        Assert.Empty(recovery.Behind);
    }

    [Fact]
    public void Proposal_ThatComesAgain_HasTheOutcomeThatItHad()
    {
        var proposal = new Proposal("x", "", "bad", Id: "p");
        var state = Idle(One).Propose(proposal, DateTimeOffset.UnixEpoch, ["a"]).On(Refusing("a", 2));
        var outcome = state.Outcome(RolloutKind.Refused);
        state = state.Finish(outcome);
        Assert.Same(outcome, state.OutcomeOf(proposal));
        Assert.Null(state.OutcomeOf(proposal with { Id = "q" }));
        Assert.Null(state.OutcomeOf(proposal with { Id = "" }));
    }

    [Fact]
    public void Proposal_ThatComesAgainToANewCoordinator_WasAppliedIfAnyNodeServesIt()
    {
        var proposal = new Proposal("x", "", "text", Id: "p");
        var decided = Two with { ProposalId = "p" };
        var served = Recover(new Standing("a", History(Three, decided, One), Nothing, Nothing), new Standing("b", History(One), decided, Nothing)).State;
        Assert.Equal((RolloutKind.Applied, 3L), (served.OutcomeOf(proposal)?.Kind, served.OutcomeOf(proposal)?.Epoch));
        var prepared = Recover(new Standing("a", History(One), decided, Nothing), new Standing("b", History(One), Nothing, decided)).State;
        Assert.Null(prepared.OutcomeOf(proposal));
    }

    [Fact]
    public void Outcomes_OfManyProposals_AreRememberedForTheLast()
    {
        var state = Idle(One);
        for (var i = 0; i <= RolloutState.HistoryLength; i++)
        {
            state = state.Propose(new Proposal("x", "", "text", Id: $"p{i}"), DateTimeOffset.UnixEpoch, ["a"]);
            state = state.Finish(state.Outcome(RolloutKind.Refused));
        }

        Assert.Equal((RolloutState.HistoryLength, "p20", "p1"), (state.Ended.Count, state.Ended[0].Id, state.Ended[^1].Id));
    }

    private static RolloutRecovery Recover(params Standing[] standings) =>
        standings.Aggregate(RolloutState.Recover(standings.Select(standing => standing.Node)), (state, standing) => state.On(standing)).Recovered();

    private static RolloutState Idle(ConfigurationVersion served) => RolloutState.New with
    {
        Phase = RolloutPhase.Idle,
        History = History(served),
        Highest = served.Epoch,
    };

    private static ValueList<ConfigurationVersion> History(params ConfigurationVersion[] versions) => ValueList.Of(versions);

    private static Prepared Ready(string node, long epoch) => new(node, epoch, ValueList.Empty<RolloutProblem>(), ValueList.Empty<string>());

    private static Prepared Refusing(string node, long epoch) =>
        Ready(node, epoch) with { Problems = ValueList.Of(Enumerable.Repeat(new RolloutProblem(node, "x", 1, "", "wrong"), 1)) };

    private static ConfigurationVersion Version(long epoch) => new(epoch, DateTimeOffset.UnixEpoch, "test", "", $"text {epoch}");
}
