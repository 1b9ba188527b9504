using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Cluster;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>Trials: one node serves a configuration before all others, until it has been watched for long enough or somebody ends it.</summary>
internal sealed partial class RolloutActor
{
    // A node that does not answer to this does not answer to much.
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    // Who has ended the trial and wants to know what becomes of it.
    private readonly List<IActorRef> _enders = [];
    private long _watchBegan;

    private void TryOut(GuardSettings guard)
    {
        _state = _state.TryOut(_cluster.State.Members.Where(member => member.Status == MemberStatus.Up).Select(member => NameOf(member.Address)), SelfName);
        _log.TrialLed(_state.Pending.Epoch, _state.Canary, guard.Watch);
        TellAll(_state.Waiting, new TryOut(_state.Pending, guard));
        SetDeadline(guard.Watch + GuardWatch.Margin);
        _watchBegan = _time.GetTimestamp();
        // Who wants to catch up need not wait for the end of it, and who cannot wait is to know.
        Stash.UnstashAll();
    }

    private void OnWatched(Watched message)
    {
        if (_state.Phase == RolloutPhase.Watching && message.Epoch == _state.Pending.Epoch)
            GoOn(_state.On(message));
        else if (_state.Phase is RolloutPhase.Idle or RolloutPhase.Preparing)
            // Of a trial that is not led by this coordinator, or not any more.
            AnswerStrayTrial(message.Epoch);
    }

    private void AnswerStrayTrial(long epoch)
    {
        if (_state.Epoch >= epoch)
            Sender.Tell(new Current(_state.History, _cookieKey()));
        if (_state.Epoch != epoch)
            Sender.Tell(new Abort(epoch));
    }

    // The node that watches has the figures so far, and undoes before it answers: so it is asked, and not passed over.
    private void OnEndTrial(EndTrial message)
    {
        if (_state.Phase == RolloutPhase.Recovering)
        {
            Stash.Stash();
            return;
        }

        if (_state.Phase != RolloutPhase.Watching || (message.Epoch > 0 && message.Epoch != _state.Pending.Epoch))
        {
            Sender.Tell(_state.NotOnTrial());
            return;
        }

        _log.TrialEnded(_state, message.IsKept);
        _enders.Add(Sender);
        _state = _state.On(message);
        TellAll(_state.Waiting, new EndWatch(_state.Pending.Epoch, message.IsKept));
        SetDeadline(EndTime);
    }
}
