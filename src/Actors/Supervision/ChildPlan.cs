using Akka.Actor;

namespace ActorProxy.Actors.Supervision;

/// <summary>A child that there has to be.</summary>
/// <param name="Name">Unique among its siblings.</param>
/// <param name="Props">Makes it as it has to be now.</param>
/// <param name="Configure">Makes one that is there already the same.</param>
internal sealed record ChildPlan(string Name, Props Props, object Configure);
