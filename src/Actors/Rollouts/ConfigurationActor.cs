using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Event;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>
/// A node's hand in rollouts: prepares, tries out, commits and undoes as the coordinator says, one after the other, and asks what all serve
/// when it is new among them.
/// </summary>
internal sealed partial class ConfigurationActor : ReceiveActor, IWithTimers
{
    /// <summary>Below <c>/user</c> on every node.</summary>
    public const string Name = "configuration";

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private readonly IConfigurationNode _node;
    private readonly string _name;
    private readonly IActorRef _coordinator;
    private readonly Action _caughtUp;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ConfigurationState _state = ConfigurationState.New;

    /// <param name="node">Does what is decided.</param>
    /// <param name="name">Of this node.</param>
    /// <param name="coordinator">The way to the one that there is.</param>
    /// <param name="caughtUp">Called when this node serves what all serve.</param>
    /// <param name="time">By which trials are watched.</param>
    public ConfigurationActor(IConfigurationNode node, string name, IActorRef coordinator, Action caughtUp, TimeProvider time)
    {
        (_node, _name, _coordinator, _caughtUp, _time) = (node, name, coordinator, caughtUp, time);
        ReceiveAsync<Prepare>(OnPrepareAsync);
        ReceiveAsync<Commit>(OnCommitAsync);
        ReceiveAsync<Abort>(OnAbortAsync);
        ReceiveAsync<Current>(OnCurrentAsync);
        ReceiveAsync<TryOut>(OnTryOutAsync);
        ReceiveAsync<EndWatch>(OnEndWatchAsync);
        ReceiveAsync<LookDue>(_ => OnLookDueAsync());
        ReceiveAsync<UndoDue>(OnUndoDueAsync);
        Receive<GetStanding>(_ => Sender.Tell(new Standing(_name, ValueList.Of(_node.History), _state.Prepared, _node.OnTrial ?? Nothing)));
        Receive<CatchUpDue>(_ => AskWhatAllServe());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private ConfigurationVersion Served => _node.History[0];

    protected override void PreStart()
    {
        if (_node.OnTrial is not null)
            Self.Tell(new UndoDue("the membership in which it began, or the actor that watched it, has ended"));
        AskWhatAllServe();
    }

    private void AskWhatAllServe()
    {
        if (_state.IsCaughtUp)
            return;
        _coordinator.Tell(new CatchUp(_name, Served.Epoch));
        Timers.StartSingleTimer(nameof(CatchUpDue), new CatchUpDue(), AskAgain);
    }

    private async Task OnPrepareAsync(Prepare message)
    {
        var sender = Sender;
        var result = await _node.PrepareAsync(message.Version);
        _state = _state.OnPrepared(message.Version, result.Problems.Count == 0);
        var problems = result.Problems.Select(problem => problem with { Node = _name });
        sender.Tell(new Prepared(_name, message.Version.Epoch, ValueList.Of(problems), ValueList.Of(result.RestartNeeded)));
    }

    private async Task OnCommitAsync(Commit message)
    {
        var sender = Sender;
        if (await ServeAsync(message.Version))
            sender.Tell(new Committed(_name, message.Version.Epoch));
    }

    private async Task OnAbortAsync(Abort message)
    {
        if (_state.Prepared.Epoch == message.Epoch)
            await _node.AbortAsync();
        if (_node.OnTrial?.Epoch == message.Epoch)
            await UndoAsync("the coordinator says so");
        _state = _state.On(message);
    }

    private async Task OnCurrentAsync(Current message)
    {
        if (message.History.Count == 0 || !await ServeAsync(message.History[0]))
            return;
        _node.Adopt(message.History, message.CookieKey);
        _caughtUp();
    }

    // False when this node cannot: then it is asked again, for what stands in the way may go.
    private async Task<bool> ServeAsync(ConfigurationVersion version)
    {
        if (Served.Epoch != version.Epoch || Served.Text != version.Text)
        {
            var isReady = _state.Prepared == version || _node.OnTrial == version;
            if (!isReady && (await _node.PrepareAsync(version)).Problems is { Count: > 0 } problems)
            {
                _log.CannotCatchUp(version.Epoch, Served.Epoch, problems);
                _state = ConfigurationState.New;
                Timers.StartSingleTimer(nameof(CatchUpDue), new CatchUpDue(), AskAgain);
                return false;
            }

            if (!isReady)
                _log.CatchesUp(Served.Epoch, version.Epoch);
            await _node.CommitAsync(version);
            StopWatching();
        }

        _state = _state.OnServing();
        return true;
    }
}
