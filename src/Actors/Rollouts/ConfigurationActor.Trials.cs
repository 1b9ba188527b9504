using Akka.Actor;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>Trials: this node serves a configuration before all others and tells what came of it.</summary>
internal sealed partial class ConfigurationActor
{
    private GuardWatch? _watch;

    private async Task OnTryOutAsync(TryOut message)
    {
        var sender = Sender;
        if (_state.Prepared != message.Version)
        {
            sender.Tell(new Watched(message.Version.Epoch, WatchReport.Broken(_name, "had not prepared for it any more")));
            return;
        }

        _log.TrialBegins(message.Version.Epoch, message.Guard.Watch);
        await _node.TryOutAsync(message.Version);
        _state = _state.OnTrial();
        _watch = new GuardWatch(message.Guard, _node.Traffic, _time);
        Timers.StartPeriodicTimer(nameof(LookDue), new LookDue(), GuardWatch.Step);
    }

    private async Task OnLookDueAsync()
    {
        if (_watch is not { } watch || _node.OnTrial is not { } tried || watch.Look(_node.Traffic) is not { } verdict)
            return;
        if (watch.HasWaited)
        {
            await OnUndoDueAsync(new UndoDue("nobody has said in time what becomes of it"));
            return;
        }

        if (verdict.Breach.Length > 0)
            await UndoAsync(verdict.Breach);
        _coordinator.Tell(new Watched(tried.Epoch, verdict with { Node = _name }));
    }

    // Without an answer, such as where it has undone the trial already, the coordinator gives this node up.
    private async Task OnEndWatchAsync(EndWatch message)
    {
        if (_watch is not { } watch || _node.OnTrial?.Epoch != message.Epoch)
            return;
        watch.End(_node.Traffic, message.IsKept);
        await OnLookDueAsync();
    }

    private async Task OnUndoDueAsync(UndoDue message)
    {
        await UndoAsync(message.Reason);
        _state = _state.OnUndone();
        AskWhatAllServe();
    }

    private async Task UndoAsync(string reason)
    {
        StopWatching();
        if (_node.OnTrial is not { } tried)
            return;
        if (await _node.UndoAsync() is { Count: > 0 } problems)
        {
            _log.CannotUndo(tried.Epoch, Served.Epoch, problems);
            Timers.StartSingleTimer(nameof(UndoDue), new UndoDue(reason), AskAgain);
            return;
        }

        _log.TrialUndone(tried.Epoch, Served.Epoch, reason);
    }

    private void StopWatching()
    {
        _watch = null;
        Timers.Cancel(nameof(LookDue));
    }
}
