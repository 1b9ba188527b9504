using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using Akka.Actor;
using Akka.Cluster;
using static ActorProxy.Actors.Health.HealthShareProtocol;

namespace ActorProxy.Actors.Health;

/// <summary>
/// Tells other nodes what this one knows of backends, hears the same from them and passes it on to the HealthActors, and probes when
/// another node wants a second view. It says everything again and again, so that nothing depends on one message.
/// </summary>
internal sealed class HealthShareActor : ReceiveActor, IWithTimers
{
    /// <summary>Below <c>/user</c> on every node.</summary>
    public const string Name = "health";

    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(400);

    private readonly RoutingTableCell _cell;
    private readonly SharedHealth _share;
    private readonly ClusterViewCell _view;
    private readonly ActorSystem _local;
    private readonly TimeProvider _time;
    private readonly Address _self = Cluster.Get(Context.System).SelfAddress;

    public HealthShareActor(RoutingTableCell cell, SharedHealth share, ClusterViewCell view, ActorSystem local, TimeProvider time)
    {
        (_cell, _share, _view, _local, _time) = (cell, share, view, local, time);
        Receive<TellDue>(_ => Tell());
        Receive<HealthDigest>(Hear);
        Receive<ProbeNow>(message => ProbeAsync(message).PipeTo(Sender));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(TellDue), new TellDue(), TellEvery);

    private void Tell()
    {
        var words = _cell.Current.Pools.Values.SelectMany(pool => pool.Backends).Select(WordOf).OfType<HealthWord>().ToArray();
        var view = _view.Current;
        if (words.Length == 0 || !view.IsUp)
            return;
        var digest = new HealthDigest(ValueList.Of(words));
        foreach (var node in view.Working.Where(node => node != view.Self))
            Context.ActorSelection(NodePath.Of(_self, node, Name)).Tell(digest);
    }

    // Of what other nodes found out, nothing is told: they tell it themselves.
    private HealthWord? WordOf(Backend backend)
    {
        var health = backend.Health;
        var verdict = _share.Probes(backend) ? health.Verdict : HealthVerdict.Unknown;
        var ejection = health.IsEjected ? health.LastEjection : null;
        return verdict == HealthVerdict.Unknown && ejection is null
            ? null
            : new HealthWord(backend.Pool, backend.Id, verdict, health.LastReason, ejection?.Since, ejection?.Until, ejection?.Count ?? 0);
    }

    private void Hear(HealthDigest digest)
    {
        foreach (var word in digest.Words)
        {
            if (_cell.Current.Pools.GetValueOrDefault(word.Pool)?.Find(word.Backend) is not { } backend)
                continue;
            if (word.Verdict != HealthVerdict.Unknown && word.Verdict != backend.Health.Verdict && !_share.Probes(backend))
                Pass(backend, new HealthProtocol.Heard(word.Verdict, word.Reason));
            if (word is { EjectedSince: { } since, EjectedUntil: { } until } && !(backend.Health.LastEjection?.Until >= until))
                Pass(backend, new HealthProtocol.HeardEjection(new Ejection(since, until, word.Ejections, Over: false)));
        }
    }

    private void Pass(Backend backend, object message) =>
        _local.ActorSelection($"/user/proxy/{ActorName.Of("router", backend.Pool)}/{ActorName.Of("health", backend.Id)}").Tell(message);

    private async Task<ProbeSeen> ProbeAsync(ProbeNow message)
    {
        var pool = _cell.Current.Pools.GetValueOrDefault(message.Pool);
        if (pool?.Settings.Health.Active is not { } settings || pool.Find(message.Backend) is not { } backend)
            return new ProbeSeen(IsKnown: false, Passed: false, "");
        var result = await HealthActor.ProbeAsync(backend.Upstream, settings, _time).ConfigureAwait(false);
        return new ProbeSeen(result.IsKnown, result.Passed, result.Reason);
    }
}
