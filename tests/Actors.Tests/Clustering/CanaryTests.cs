using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Tests.Supervision;
using Akka.Actor;
using Akka.TestKit;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Tests.Clustering;

/// <summary>The node that has a configuration on trial, with a coordinator that says what the test lets it say.</summary>
public sealed class CanaryTests : VirtualTimeKit
{
    private static readonly ConfigurationVersion One = new(1, DateTimeOffset.UnixEpoch, "test", "", "one");
    private static readonly ConfigurationVersion Two = new(2, DateTimeOffset.UnixEpoch, "test", "", "two");
    private static readonly GuardSettings Guard = new(TimeSpan.FromSeconds(5), 0.05, 0, TimeSpan.Zero, Ejections: 0, Requests: 10);

    private readonly FakeConfigurationNode _node = new(One);
    private readonly TestProbe _coordinator;

    public CanaryTests() => _coordinator = CreateTestProbe();

    [Fact]
    public async Task Trial_ThatIsStood_IsToldAndKeptWhenTheCoordinatorSaysSo()
    {
        var canary = await BeginAsync();
        await PassAsync(canary, seconds: 5);
        var told = await _coordinator.FishForMessageAsync<Watched>(_ => true);
        Assert.Equal((2L, "a", ""), (told.Epoch, told.Report.Node, told.Report.Breach));
        Assert.Equal(Two, _node.OnTrial);

        canary.Tell(new Commit(Two), _coordinator);
        await _coordinator.FishForMessageAsync<Committed>(_ => true);
        Assert.Equal((null, Two), (_node.OnTrial, _node.History[0]));
    }

    [Fact]
    public async Task Breach_OfABound_IsUndoneAtOnceAndTold()
    {
        var canary = await BeginAsync();
        _node.Traffic = FakeConfigurationNode.Quiet with { Requests = 20, Errors = 10 };
        await PassAsync(canary, seconds: 1);
        var told = await _coordinator.FishForMessageAsync<Watched>(_ => true);
        Assert.Equal((20L, 10L), (told.Report.Requests, told.Report.Errors));
        Assert.StartsWith("50% of 20", told.Report.Breach, StringComparison.Ordinal);
        Assert.Null(_node.OnTrial);
    }

    [Fact]
    public async Task Trial_UndoneByHand_IsUndoneAtOnceAndToldWithTheFiguresSoFar()
    {
        var canary = await BeginAsync();
        _node.Traffic = FakeConfigurationNode.Quiet with { Requests = 20 };
        canary.Tell(new EndWatch(2, IsKept: false), _coordinator);
        var told = await _coordinator.FishForMessageAsync<Watched>(_ => true);
        Assert.Equal((2L, "a", 20L, GuardWatch.UndoneByHand), (told.Epoch, told.Report.Node, told.Report.Requests, told.Report.Breach));
        Assert.Null(_node.OnTrial);
    }

    [Fact]
    public async Task Trial_KeptByHand_IsToldAtOnceAndAgainUntilTheCommit()
    {
        var canary = await BeginAsync();
        canary.Tell(new EndWatch(2, IsKept: true), _coordinator);
        Assert.Equal("", (await _coordinator.FishForMessageAsync<Watched>(_ => true)).Report.Breach);
        await PassAsync(canary, seconds: 1);
        Assert.Contains("kept by hand", (await _coordinator.FishForMessageAsync<Watched>(_ => true)).Report.Note, StringComparison.Ordinal);
        Assert.Equal(Two, _node.OnTrial);

        canary.Tell(new Commit(Two), _coordinator);
        await _coordinator.FishForMessageAsync<Committed>(_ => true);
        Assert.Equal((null, Two), (_node.OnTrial, _node.History[0]));
    }

    [Fact]
    public async Task Word_OnAnotherTrial_EndsNothing()
    {
        var canary = await BeginAsync();
        canary.Tell(new EndWatch(1, IsKept: false), _coordinator);
        await Settle(canary);
        Assert.Equal(Two, _node.OnTrial);
    }

    [Fact]
    public async Task Verdict_ThatNobodyActsOn_IsSaidAgainAndThenTheTrialUndone()
    {
        var canary = await BeginAsync();
        await PassAsync(canary, seconds: 7);
        await _coordinator.FishForMessageAsync<Watched>(_ => true);
        await _coordinator.FishForMessageAsync<Watched>(_ => true);
        Assert.Equal(Two, _node.OnTrial);

        await PassAsync(canary, seconds: 13);
        Assert.Null(_node.OnTrial);
        await _coordinator.FishForMessageAsync<CatchUp>(_ => true);
    }

    [Fact]
    public async Task Abort_OfWhatIsOnTrial_UndoesIt()
    {
        var canary = await BeginAsync();
        canary.Tell(new Abort(1), _coordinator);
        await Settle(canary);
        Assert.Equal(Two, _node.OnTrial);
        canary.Tell(new Abort(2), _coordinator);
        await Settle(canary);
        Assert.Null(_node.OnTrial);
    }

    [Fact]
    public async Task Trial_FoundByANewActor_IsUndone()
    {
        _node.OnTrial = Two;
        await Settle(Start());
        Assert.Null(_node.OnTrial);
    }

    [Fact]
    public async Task Undo_ThatIsNotPossible_IsTriedAgain()
    {
        _node.Obstacles = [new RolloutProblem("", "", 0, "", "the port is taken")];
        var canary = await BeginAsync();
        canary.Tell(new Abort(2), _coordinator);
        await Settle(canary);
        Assert.Equal(Two, _node.OnTrial);

        _node.Obstacles = [];
        await PassAsync(canary, seconds: 1);
        Assert.Null(_node.OnTrial);
    }

    [Fact]
    public async Task Standing_DuringATrial_TellsItApartFromWhatWasDecided()
    {
        var canary = await BeginAsync();
        var standing = await canary.Ask<Standing>(new GetStanding());
        Assert.Equal((One, Nothing, Two), (standing.History[0], standing.Prepared, standing.OnTrial));
    }

    [Fact]
    public async Task Answer_ThatAllServeTheOldOne_DoesNotEndATrial()
    {
        var canary = await BeginAsync();
        canary.Tell(new Current(ValueList.Of(Enumerable.Repeat(One, 1)), []), _coordinator);
        await Settle(canary);
        Assert.Equal(Two, _node.OnTrial);
    }

    [Fact]
    public async Task TryOut_OfWhatWasNotPrepared_IsRefused()
    {
        Start().Tell(new TryOut(Two, Guard), _coordinator);
        Assert.NotEqual("", (await _coordinator.FishForMessageAsync<Watched>(_ => true)).Report.Breach);
        Assert.Null(_node.OnTrial);
    }

    private IActorRef Start()
    {
        Action caughtUp = () => { };
        return Sys.ActorOf(Props.Create(() => new ConfigurationActor(_node, "a", _coordinator, caughtUp, Time)));
    }

    private async Task<IActorRef> BeginAsync()
    {
        var canary = Start();
        canary.Tell(new Prepare(Two), _coordinator);
        canary.Tell(new TryOut(Two, Guard), _coordinator);
        await Settle(canary);
        Assert.Equal(Two, _node.OnTrial);
        return canary;
    }

    private async Task PassAsync(IActorRef canary, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            Advance(TimeSpan.FromSeconds(1));
            await Settle(canary);
        }
    }
}
