using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>
/// The one coordinator of a cluster: lets all nodes serve a configuration, or none, and first one of them on trial where that is wanted. It
/// may die at any time; the next one asks the nodes.
/// </summary>
internal sealed partial class RolloutActor : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private static readonly TimeSpan RecoverTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PrepareTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CommitTime = TimeSpan.FromSeconds(10);

    private readonly Func<byte[]> _cookieKey;
    private readonly TimeProvider _time;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private RolloutState _state = RolloutState.New;
    private IActorRef _author = ActorRefs.Nobody;
    private bool _hasTellSelf;

    public RolloutActor(Func<byte[]> cookieKey, TimeProvider time)
    {
        (_cookieKey, _time) = (cookieKey, time);
        Receive<Proposal>(OnProposal);
        Receive<CatchUp>(OnCatchUp);
        Receive<Standing>(_ => _state.Phase == RolloutPhase.Recovering, message => GoOn(_state.On(message)));
        Receive<Prepared>(message => GoOn(_state.On(message)));
        Receive<Watched>(OnWatched);
        Receive<EndTrial>(OnEndTrial);
        Receive<Committed>(OnCommitted);
        Receive<DeadlinePassed>(message => message.Epoch == _state.Pending.Epoch, message => GoOn(_state.On(message)));
        Receive<ClusterEvent.MemberRemoved>(message => GoOn(_state.Lost(NameOf(message.Member.Address))));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    private string SelfName => NameOf(_cluster.SelfAddress);

    private IEnumerable<string> Nodes => _cluster.State.Members
        .Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving).Select(member => NameOf(member.Address));

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        AskWhereAllStand();
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        if (_state.Phase is not (RolloutPhase.Idle or RolloutPhase.Recovering))
            Answer(_state.Abandoned(SelfName));
    }

    private void OnProposal(Proposal proposal)
    {
        if (_state is { Phase: RolloutPhase.Watching, Guard: { } guard })
            // It would be too long a time to wait here, where it is lost with this coordinator.
            Sender.Tell(_state.OnTrial(guard.Watch - _time.GetElapsedTime(_watchBegan)));
        else if (_state.Phase != RolloutPhase.Idle)
            Stash.Stash();
        else if (_state.OutcomeOf(proposal) is { } outcome)
            Sender.Tell(outcome);
        else if (proposal.IfEpoch > 0 && proposal.IfEpoch != _state.Epoch)
            Sender.Tell((_state with { Problems = [], RestartNeeded = _state.RestartNeeded.Clear() }).Outcome(RolloutKind.Outdated));
        else
            Propose(proposal);
    }

    private void Propose(Proposal proposal)
    {
        var silent = Nodes.Intersect(_cluster.State.Unreachable.Select(member => NameOf(member.Address))).ToArray();
        if (silent.Length > 0)
        {
            // Nothing to wait for: it has to be all, and these cannot be asked.
            Sender.Tell(_state.NotNow(silent));
            return;
        }

        _author = Sender;
        _state = _state.Propose(proposal, _time.GetUtcNow(), Nodes);
        TellAll(_state.Waiting, new Prepare(_state.Pending));
        SetDeadline(PrepareTime);
    }

    private void OnCatchUp(CatchUp message)
    {
        // During a trial the answer is what was decided before it.
        if (_state.Phase is not (RolloutPhase.Idle or RolloutPhase.Watching))
        {
            Stash.Stash();
            return;
        }

        _state = _state with { Highest = Math.Max(_state.Highest, message.Epoch) };
        Sender.Tell(new Current(_state.History, _cookieKey()));
    }

    private void OnCommitted(Committed message)
    {
        if (_state.Phase == RolloutPhase.Committing && message.Epoch == _state.Pending.Epoch)
            TellSelf();
        GoOn(_state.On(message));
    }

    /// <summary>The next step, once nobody is waited for.</summary>
    private void GoOn(RolloutState next)
    {
        _state = next;
        if (!next.IsAnswered)
            return;
        switch (next.Phase)
        {
            case RolloutPhase.Recovering when next.Standings.All(standing => standing.Node != SelfName):
                // Not even this node has answered: it is still starting.
                AskWhereAllStand();
                break;
            case RolloutPhase.Recovering:
                Recover(next.Recovered());
                break;
            case RolloutPhase.Preparing when next.Problems.IsEmpty && next.Guard is { } guard:
                TryOut(guard);
                break;
            case RolloutPhase.Preparing when next.Problems.IsEmpty:
                Commit();
                break;
            case RolloutPhase.Preparing:
                _log.RolloutRefused(next.Pending.Epoch, next.Problems);
                TellAll(Nodes, new Abort(next.Pending.Epoch));
                Finish(RolloutKind.Refused);
                break;
            case RolloutPhase.Watching when next.Problems.IsEmpty:
                _log.TrialStood(next.Pending.Epoch, next.Canary, next.Report);
                Commit();
                break;
            case RolloutPhase.Watching:
                _log.RolloutUndone(next);
                TellAll(Nodes, new Abort(next.Pending.Epoch));
                Finish(RolloutKind.RolledBack);
                break;
            case RolloutPhase.Committing:
                _log.RolloutDone(next.Pending.Epoch, next.Problems);
                Finish(RolloutKind.Applied);
                break;
        }
    }

    private void AskWhereAllStand()
    {
        _state = RolloutState.Recover(Nodes.Append(SelfName));
        TellAll(_state.Waiting, new GetStanding());
        SetDeadline(RecoverTime);
    }

    private void Recover(RolloutRecovery recovery)
    {
        _log.RolloutRecovered(recovery);
        _state = recovery.State;
        foreach (var epoch in recovery.Undone)
            TellAll(Nodes, new Abort(epoch));
        if (_state.History.Count > 0)
            TellAll(recovery.Behind, new Current(_state.History, _cookieKey()));
        Timers.CancelAll();
        Stash.UnstashAll();
    }

    // The others first: were this node to serve it and die before it has told anybody, nobody would know that it was decided.
    private void Commit()
    {
        _hasTellSelf = false;
        _state = _state.Decide(Nodes);
        TellAll(_state.Waiting.Remove(SelfName), new Commit(_state.Pending));
        if (_state.Waiting.Count <= 1)
            TellSelf();
        SetDeadline(CommitTime);
    }

    private void TellSelf()
    {
        if (_hasTellSelf)
            return;
        _hasTellSelf = true;
        TellAll([SelfName], new Commit(_state.Pending));
    }

    private void Finish(RolloutKind kind)
    {
        if (kind == RolloutKind.Applied)
            TellSelf();
        var outcome = _state.Outcome(kind);
        Answer(outcome);
        _state = _state.Finish(outcome);
        Timers.CancelAll();
        Stash.UnstashAll();
    }

    private void Answer(RolloutOutcome outcome)
    {
        foreach (var asker in _enders.Prepend(_author))
            asker.Tell(outcome);
        _enders.Clear();
    }

    private void SetDeadline(TimeSpan time) => Timers.StartSingleTimer(nameof(DeadlinePassed), new DeadlinePassed(_state.Pending.Epoch), time);

    private void TellAll(IEnumerable<string> nodes, object message)
    {
        var all = nodes.ToHashSet();
        foreach (var member in _cluster.State.Members.Where(member => all.Contains(NameOf(member.Address))))
            Context.ActorSelection(NodePath.Of(member.Address, ConfigurationActor.Name)).Tell(message);
    }

    private static string NameOf(Address address) => new ContactPoint(address.Host ?? "", address.Port ?? 0).ToString();
}
