using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using static ActorProxy.Actors.Health.HealthShareProtocol;

namespace ActorProxy.Actors.Health;

/// <summary>
/// How HealthActors learn that they are not alone. They live in the system that serves and find this in its setup; without a cluster, and
/// while this node is no member, each probes for itself.
/// </summary>
internal sealed class SharedHealth : Setup
{
    // Beyond the time that the other node's probe gets.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private volatile ClusterViewCell? _view;
    private volatile ActorSystem? _member;
    private long _ejections;

    /// <summary>Ejections that live traffic through this node has brought about.</summary>
    public long Ejections => Volatile.Read(ref _ejections);

    public static SharedHealth Of(ActorSystem system) => system.Settings.Setup.Get<SharedHealth>().GetOrElse(new SharedHealth());

    /// <summary>Another system is a member now, or none.</summary>
    public void Use(ActorSystem? member, ClusterViewCell view) => (_view, _member) = (view, member);

    /// <summary>Counts one.</summary>
    public void CountEjection() => Interlocked.Increment(ref _ejections);

    /// <summary>Whether this node probes a backend.</summary>
    public bool Probes(Backend backend) => DutyOf(backend) is not { } duty || duty.Prober == _view!.Current.Self;

    /// <summary>Who else can be asked what a probe of that backend finds, or null when this node's word is all there is.</summary>
    public ActorSelection? SecondView(Backend backend)
    {
        if (_member is not { } member || DutyOf(backend)?.Second is not { } second)
            return null;
        return member.ActorSelection(NodePath.Of(Cluster.Get(member).SelfAddress, second, HealthShareActor.Name));
    }

    /// <summary>Whether <paramref name="second"/> sees the same; true as well when it does not answer in time or knows no such backend.</summary>
    public static async Task<bool> IsSeenAsync(ActorSelection second, Backend backend, bool passed, ActiveHealthSettings settings)
    {
        try
        {
            var seen = await second.Ask<ProbeSeen>(new ProbeNow(backend.Pool, backend.Id), settings.Timeout + Margin).ConfigureAwait(false);
            return !seen.IsKnown || seen.Passed == passed;
        }
        catch (AskTimeoutException)
        {
            return true;
        }
    }

    private HealthDuty? DutyOf(Backend backend)
    {
        if (_view?.Current is not { IsUp: true } view || _member is null)
            return null;
        var nodes = view.Working.ToArray();
        return nodes.Contains(view.Self) ? HealthDuty.Of(nodes, backend.Pool, backend.Id) : null;
    }
}
