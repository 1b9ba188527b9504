using ActorProxy.Actors.Health;
using ActorProxy.Actors.Supervision;
using Akka.Actor;
using Akka.Event;
using static ActorProxy.Actors.Pools.RouterProtocol;

namespace ActorProxy.Actors.Pools;

/// <summary>Keeps the picker of one pool right, and a HealthActor for each of its backends alive.</summary>
internal sealed class RouterActor : ReceiveActor, IWithTimers
{
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private RouterState _state;
    private Nursery _nursery = null!;

    public RouterActor(Pool pool, TimeProvider time, Random random)
    {
        (_time, _random) = (time, random);
        _state = RouterState.Resume(pool, Now);

        Receive<Configure>(OnConfigure);
        Receive<HealthChanged>(message => Become(_state.On(message, Now)));
        Receive<RampDue>(message => Become(_state.On(message, Now)));
        Receive<Drain>(message => Context.Child(HealthOf(message.Backend)).Forward(new HealthProtocol.Drain(message.On)));
        Receive<Drained>(_ => Sender.Tell(new ProxyProtocol.DrainSet(Found: true)));
        Receive<Terminated>(message => _nursery.OnTerminated(message.ActorRef));
        Receive<Nursery.ChildDue>(message => _nursery.OnDue(message));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => _time.GetUtcNow();

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void PreStart()
    {
        _nursery = new Nursery(Context, Timers, _time);
        Begin();
    }

    private void OnConfigure(Configure message)
    {
        _state = RouterState.Resume(message.Pool, Now);
        Begin();
    }

    private void Begin()
    {
        Become(_state);
        _nursery.Keep(_state.Pool.Backends.Select(Plan));
    }

    private ChildPlan Plan(Backend backend)
    {
        var health = _state.Pool.Settings.Health;
        return new ChildPlan(
            HealthOf(backend.Id),
            Props.Create(() => new HealthActor(backend, health, _time, _random)),
            new HealthProtocol.Configure(backend, health));
    }

    private void Become(RouterState next)
    {
        var before = next.Pool.Members;
        _state = next;
        next.Pool.Publish(next.Membership, _random);
        _log.MembersChanged(next.Pool, before);
        if (next.Membership.Ramping)
            Timers.StartSingleTimer(nameof(RampDue), new RampDue(), Membership.StepTime(next.Pool.Settings));
    }

    private static string HealthOf(string backend) => ActorName.Of("health", backend);
}
