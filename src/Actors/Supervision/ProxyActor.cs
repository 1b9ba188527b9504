using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Routing;
using Akka.Actor;
using Akka.Event;
using static ActorProxy.Actors.Supervision.ProxyProtocol;

namespace ActorProxy.Actors.Supervision;

/// <summary>
/// The only writer of the routing table, and the parent of a RouterActor for each pool. The table is all that it knows, so
/// it may die at any time.
/// </summary>
internal sealed class ProxyActor : ReceiveActor, IWithTimers
{
    private readonly RoutingTableCell _cell;
    private readonly IUpstreamFactory _upstreams;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Nursery _nursery = null!;

    public ProxyActor(RoutingTableCell cell, IUpstreamFactory upstreams, TimeProvider time, Random random)
    {
        (_cell, _upstreams, _time, _random) = (cell, upstreams, time, random);

        Receive<Apply>(OnApply);
        Receive<SetDrain>(OnSetDrain);
        Receive<Terminated>(message => _nursery.OnTerminated(message.ActorRef));
        Receive<Nursery.ChildDue>(message => _nursery.OnDue(message));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void PreStart()
    {
        _nursery = new Nursery(Context, Timers, _time);
        KeepRouters();
    }

    private void OnApply(Apply apply)
    {
        TableChange change;
        try
        {
            change = new ProxyState(_cell.Current).On(apply, _upstreams);
            change.Prepare(_time.GetUtcNow(), _random);
        }
        catch (Exception cause)
        {
            // It crashes all the same; but whoever asked hears of it at once.
            Sender.Tell(new Status.Failure(cause));
            throw;
        }

        _cell.Current = change.After;
        Sender.Tell(new Applied(change.After.Epoch));

        KeepRouters();
        foreach (var backend in change.Removed)
            backend.Upstream.Retire();
        _log.TableApplied(change);
    }

    private void OnSetDrain(SetDrain message)
    {
        var pool = _cell.Current.Pools.GetValueOrDefault(message.Pool);
        if (pool is null || pool.Backends.All(backend => backend.Id != message.Backend))
            Sender.Tell(new DrainSet(Found: false));
        else
            Context.Child(RouterOf(message.Pool)).Forward(new RouterProtocol.Drain(message.Backend, message.On));
    }

    private void KeepRouters() => _nursery.Keep(_cell.Current.Pools.Values.Select(Plan));

    private ChildPlan Plan(Pool pool) => new(
        RouterOf(pool.Settings.Name),
        Props.Create(() => new RouterActor(pool, _time, _random)),
        new RouterProtocol.Configure(pool));

    private static string RouterOf(string pool) => ActorName.Of("router", pool);
}
