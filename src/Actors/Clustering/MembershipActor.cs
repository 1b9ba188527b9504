using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Cluster;

namespace ActorProxy.Actors.Clustering;

/// <summary>Lives in the system that is a member and tells the ClusterActor, which does not, who is there.</summary>
internal sealed class MembershipActor : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Action<ValueList<ClusterMember>> _tell;

    public MembershipActor(Action<ValueList<ClusterMember>> tell)
    {
        _tell = tell;
        // The events come before the state that they make is there to be read: what matters is that one came.
        Receive<ClusterEvent.CurrentClusterState>(Publish);
        Receive<ClusterEvent.IClusterDomainEvent>(_ => _cluster.SendCurrentClusterState(Self));
    }

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void Publish(ClusterEvent.CurrentClusterState state) => _tell(ValueList.Of(state.Members
        .Select(member => new ClusterMember(
            ContactOf(member.Address),
            member.Status.ToString().ToLowerInvariant(),
            ValueList.Of(member.Roles.Order(StringComparer.Ordinal)),
            !state.Unreachable.Contains(member)))
        .OrderBy(member => member.Address)));

    private static ContactPoint ContactOf(Address address) => new(address.Host ?? "", address.Port ?? 0);
}
