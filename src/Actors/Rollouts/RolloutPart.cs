using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>One configuration for all nodes: the coordinator, which lives on one of them, and this node's hand in it.</summary>
internal sealed class RolloutPart(IConfigurationNode node, ClusterViewCell view, TimeProvider time) : IClusterPart
{
    private static readonly TimeSpan ProposeTime = TimeSpan.FromSeconds(35);

    private volatile IActorRef? _coordinator;
    private volatile bool _isCaughtUp;

    /// <summary>Whether this node has once served what all others serve.</summary>
    public bool IsCaughtUp => _isCaughtUp;

    public void Start(ActorSystem system)
    {
        var coordinator = Props.Create(() => new RolloutActor(() => node.CookieKey, time));
        system.ActorOf(ClusterSingletonManager.Props(coordinator, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), "rollout");
        var proxy = system.ActorOf(ClusterSingletonProxy.Props("/user/rollout", ClusterSingletonProxySettings.Create(system)), "rollout-proxy");
        var self = Cluster.Get(system).SelfAddress;
        var name = new ContactPoint(self.Host!, self.Port!.Value).ToString();
        system.ActorOf(Props.Create(() => new ConfigurationActor(node, name, proxy, OnCaughtUp)), ConfigurationActor.Name);
        _coordinator = proxy;
    }

    public void Ended() => _coordinator = null;

    /// <summary>Lets all nodes serve a configuration, or none.</summary>
    public async Task<RolloutOutcome> ProposeAsync(string source, string message, string text, long ifEpoch)
    {
        if (_coordinator is not { } coordinator || !view.Current.IsUp)
            return Failed(RolloutKind.Refused, "this node is no member of the cluster now, and alone it changes nothing; GET /api/status shows when it is");
        try
        {
            return await coordinator.Ask<RolloutOutcome>(new Propose(source, message, text, ifEpoch), ProposeTime).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return Failed(RolloutKind.Unknown, "nobody led the rollout to its end in time; GET /api/status shows what each node serves");
        }
    }

    private RolloutOutcome Failed(RolloutKind kind, string reason) => new(
        kind, node.History[0].Epoch, ValueList.Empty<string>(), ValueList.Of(Enumerable.Repeat(new RolloutProblem(view.Current.Self.ToString(), "", 0, "", reason), 1)));

    private void OnCaughtUp() => _isCaughtUp = true;
}
