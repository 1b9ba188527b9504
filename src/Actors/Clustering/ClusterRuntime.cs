using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;

namespace ActorProxy.Actors.Clustering;

/// <summary>
/// One life of the system that is a member. It ends when this node leaves, and also when the others decide that it has to; what is
/// served goes on either way, because the actors that serve live in another system.
/// </summary>
internal sealed class ClusterRuntime
{
    /// <summary>The same on every node, or they would not take each other for parts of one system.</summary>
    public const string SystemName = "actorproxy";

    private readonly ActorSystem _system;
    private readonly Cluster _cluster;

    private ClusterRuntime(ActorSystem system)
    {
        _system = system;
        _cluster = Cluster.Get(system);
        Self = new ContactPoint(_cluster.SelfAddress.Host!, _cluster.SelfAddress.Port!.Value);
    }

    public ContactPoint Self { get; }

    public ActorSystem System => _system;

    /// <summary>Completes when the system has ended, for whatever reason.</summary>
    public Task Ended => _system.WhenTerminated;

    /// <summary>Throws when the address cannot be listened on.</summary>
    public static ClusterRuntime Start(ClusterPlan plan, Action<ValueList<ClusterMember>> members)
    {
        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ClusterConfiguration.From(plan.Settings, plan.AkkaJson)), new LogBridge.Target(plan.Log));
        if (plan.Credentials is { } credentials)
            setup = setup.WithSetup(ClusterTls.Setup(credentials));
        var system = ActorSystem.Create(SystemName, setup);
        system.ActorOf(Props.Create(() => new MembershipActor(members)), "members");
        foreach (var part in plan.Parts)
            part.Start(system);
        return new ClusterRuntime(system);
    }

    public void Found() => _cluster.Join(_cluster.SelfAddress);

    public void Ask(IEnumerable<ContactPoint> nodes) => _cluster.JoinSeedNodes(
        nodes.Select(node => new Address(_cluster.SelfAddress.Protocol, SystemName, node.Host, node.Port)));

    /// <summary>Hands over what it owns, takes leave and ends the system.</summary>
    public Task LeaveAsync() => CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);

    /// <summary>Ends the system at once: the others have given it up, or it has to give way.</summary>
    public Task AbandonAsync() => CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
}
