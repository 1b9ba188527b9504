using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Event;
using static ActorProxy.Actors.Clustering.ClusterProtocol;

namespace ActorProxy.Actors.Clustering;

/// <summary>
/// The watchdog of this node's membership. It lives in the system that serves, starts the one that is a member, brings it together
/// with others, and starts it anew whenever it ends against our will.
/// </summary>
internal sealed class ClusterActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan WhileApart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileTogether = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly ClusterPlan _plan;
    private readonly ClusterViewCell _cell;
    private readonly NodeDirectory _nodes;
    private readonly ContactFinder _contacts;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ClusterState _state;
    private ClusterRuntime? _runtime;
    private int _run;
    private IActorRef? _leaver;

    public ClusterActor(ClusterPlan plan, ClusterViewCell cell, NodeDirectory nodes)
    {
        (_plan, _cell, _nodes) = (plan, cell, nodes);
        _contacts = new ContactFinder(plan.Settings.Discovery, plan.Credentials);
        _state = new ClusterState(plan.Settings.Downing, new ClusterView(ClusterPhase.Starting, default, ValueList.Empty<ClusterMember>()));
        Receive<Begin>(OnBegin);
        Receive<Leave>(OnLeave);
        Receive<MembersChanged>(message => message.Run == _run, message => Become(_state.On(message)));
        Receive<SystemEnded>(message => message.Run == _run, OnEnded);
        Receive<LookDue>(message => message.Run == _run, _ => Look());
        Receive<Looked>(message => message.Run == _run, OnLooked);
        Receive<RestartDue>(_ => OnRestartDue());
        // Word of a run that is over.
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PostStop() => _ = _runtime?.AbandonAsync();

    // After a bug of ours: the system of the dead one is ending, and this one starts another.
    protected override void PostRestart(Exception reason) =>
        Timers.StartSingleTimer(nameof(RestartDue), new RestartDue(), Retry);

    private void OnBegin(Begin _)
    {
        try
        {
            Start();
            Sender.Tell(new Begun(_state.View.Self));
        }
        catch (Exception cannot)
        {
            Sender.Tell(new Status.Failure(cannot));
        }
    }

    private void Start()
    {
        var run = ++_run;
        var self = Self;
        var runtime = ClusterRuntime.Start(_plan, members => self.Tell(new MembersChanged(run, members)));
        runtime.Ended.PipeTo(self, success: () => new SystemEnded(run));
        _runtime = runtime;
        Become(_state.Started(runtime.Self));
        Look();
    }

    private void Look() => _contacts.LookAsync(_run, _state.View, _state.View.IsUp ? IsThereAsync : AnswersAsync).PipeTo(Self);

    private async Task<bool> AnswersAsync(ContactPoint node) => await _nodes.AskAsync(node) is not null;

    // Two clusters of the same nodes have given each other up, and a member gets no answer from one that it has given up.
    private static Task<bool> IsThereAsync(ContactPoint node) => Task.FromResult(true);

    private void OnLooked(Looked look)
    {
        // The look of a membership that has ended since: the next one looks for itself.
        if (_leaver is not null || _runtime is null)
            return;
        (var next, var plan) = _state.On(look);
        Become(next);
        Follow(plan);
        var untilNext = _state.View.IsUp ? WhileTogether : plan is JoinPlan.Ask ? _plan.Settings.Times.JoinPatience : WhileApart;
        Timers.StartSingleTimer(nameof(LookDue), new LookDue(_run), untilNext);
    }

    private void Follow(JoinPlan plan)
    {
        switch (plan)
        {
            case JoinPlan.Found:
                _log.ClusterFounded(_state.View.Self);
                _runtime!.Found();
                break;
            case JoinPlan.Ask ask:
                _runtime!.Ask(ask.Nodes);
                break;
            case JoinPlan.StartAnew anew:
                _log.ClusterGivesWay(anew.Other);
                _ = _runtime!.AbandonAsync();
                break;
        }
    }

    private void OnEnded(SystemEnded message)
    {
        _runtime = null;
        foreach (var part in _plan.Parts)
            part.Ended();
        Become(_state.On(message));
        if (_leaver is not null)
        {
            _leaver.Tell(new Left());
            return;
        }

        _log.ClusterLost();
        Timers.StartSingleTimer(nameof(RestartDue), new RestartDue(), Retry);
    }

    private void OnRestartDue()
    {
        if (_leaver is not null || _runtime is not null)
            return;
        try
        {
            Start();
        }
        catch (Exception cannot)
        {
            _log.ClusterCannotStart(cannot);
            Timers.StartSingleTimer(nameof(RestartDue), new RestartDue(), Retry);
        }
    }

    private void OnLeave(Leave message)
    {
        _leaver = Sender;
        Become(_state.On(message));
        if (_runtime is { } runtime)
            _ = runtime.LeaveAsync();
        else
            Sender.Tell(new Left());
    }

    private void Become(ClusterState next)
    {
        var before = _state.View;
        _state = next;
        if (next.View == before)
            return;
        _cell.Current = next.View;
        _log.ClusterChanged(before, next.View);
    }
}
