using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Clustering;

/// <summary>What to do after a look at who is there.</summary>
internal abstract record JoinPlan
{
    /// <summary>Nothing, until the next look.</summary>
    public sealed record Wait(string Reason) : JoinPlan;

    /// <summary>Found a cluster: nobody else can.</summary>
    public sealed record Found : JoinPlan;

    /// <summary>Ask these, in this order. Where this node is the first of them, it founds a cluster if none of the others has one.</summary>
    public sealed record Ask(ValueList<ContactPoint> Nodes) : JoinPlan;

    /// <summary>There are two clusters; this one gives way.</summary>
    public sealed record StartAnew(ContactPoint Other) : JoinPlan;
}
