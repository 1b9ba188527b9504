using Akka.Actor;
using static ActorProxy.Actors.Sessions.SessionDeskProtocol;
using static ActorProxy.Actors.Sessions.SessionProtocol;

namespace ActorProxy.Actors.Sessions;

/// <summary>
/// Speaks with the owners of sessions for the requests of this node, and hears from them when a session that this node has asked about
/// goes elsewhere.
/// </summary>
internal sealed class SessionDeskActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private SessionDeskState _state = SessionDeskState.Empty;

    /// <param name="region">The owners.</param>
    /// <param name="learn">Called with every word of an owner, before those who wait for it go on.</param>
    public SessionDeskActor(IActorRef region, Action<string, Binding> learn)
    {
        Receive<Want>(message =>
        {
            _state = _state.On(message);
            region.Tell(message.Message);
            SweepLater();
        });
        Receive<Touch>(message => region.Tell(message));
        Receive<Bound>(message =>
        {
            var binding = new Binding(message.Backend, message.Generation);
            learn(message.Session, binding);
            (_state, var answered) = _state.On(message);
            foreach (var waiter in answered)
                waiter.TrySetResult(binding);
        });
        Receive<SweepDue>(message =>
        {
            _state = _state.On(message);
            SweepLater();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    // Only while somebody waits: a timer that never rests costs an idle process more than all else.
    private void SweepLater()
    {
        if (!_state.Waiting.IsEmpty && !Timers.IsTimerActive(nameof(SweepDue)))
            Timers.StartSingleTimer(nameof(SweepDue), new SweepDue(), SweepEvery);
    }
}
