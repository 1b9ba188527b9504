using System.Collections.Immutable;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Cluster;
using static ActorProxy.Actors.Load.LoadShareProtocol;

namespace ActorProxy.Actors.Load;

/// <summary>
/// Tells other nodes how many requests this one has in flight at the backends of pools that choose by that, hears the same from them, and
/// writes on each backend what is in flight elsewhere, where pickers read it.
/// </summary>
internal sealed class LoadShareActor : ReceiveActor, IWithTimers
{
    /// <summary>Below <c>/user</c> on every node.</summary>
    public const string Name = "load";

    private readonly RoutingTableCell _cell;
    private readonly ClusterViewCell _view;
    private readonly TimeSpan? _period;
    private readonly Address _self = Cluster.Get(Context.System).SelfAddress;
    private OwnLoad _own;
    private OthersLoad _others = OthersLoad.None;

    /// <summary>Without a period it neither tells nor listens.</summary>
    public LoadShareActor(RoutingTableCell cell, ClusterViewCell view, TimeSpan? period, TimeProvider time)
    {
        (_cell, _view, _period) = (cell, view, period);
        _own = OwnLoad.Of(time.GetUtcNow().UtcTicks);
        Receive<LoadTold>(Hear);
        Receive<PeriodOver>(_ => OnPeriodOver());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        if (_period is { } period)
            Timers.StartPeriodicTimer(nameof(PeriodOver), new PeriodOver(), period);
    }

    // Nobody hears of others any more.
    protected override void PostStop() => Publish(OthersLoad.None);

    private void Hear(LoadTold message)
    {
        if (_period is not null && Sender.Path.Address is { Host: { } host, Port: { } port })
            _others = _others.On(new ContactPoint(host, port), message);
    }

    private void OnPeriodOver()
    {
        var view = _view.Current;
        Tell(view);
        Publish(_others.On([.. view.Working]));
    }

    // A node that takes its leave says that it has none: it only finishes what it has.
    private void Tell(ClusterView view)
    {
        var inFlight = view.IsUp ? Sharing().Where(backend => backend.InFlight > 0) : [];
        (_own, var message) = _own.On(inFlight.ToImmutableDictionary(BackendKey.Of, backend => backend.InFlight));
        if (message is null)
            return;
        foreach (var node in view.Working.Where(node => node != view.Self))
            Context.ActorSelection(NodePath.Of(_self, node, Name)).Tell(message);
    }

    private void Publish(OthersLoad others)
    {
        _others = others;
        foreach (var pool in _cell.Current.Pools.Values)
        {
            foreach (var backend in pool.Backends)
                backend.ElsewhereInFlight = pool.Settings.Balance.CountsInFlight ? others.Of(BackendKey.Of(backend)) : 0;
        }
    }

    private IEnumerable<Backend> Sharing() =>
        _cell.Current.Pools.Values.Where(pool => pool.Settings.Balance.CountsInFlight).SelectMany(pool => pool.Backends);
}
