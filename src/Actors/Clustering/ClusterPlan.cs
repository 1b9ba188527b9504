using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;

namespace ActorProxy.Actors.Clustering;

/// <summary>What every life of the system that is a member begins with.</summary>
/// <param name="Settings">From <c>proxy.cluster</c>.</param>
/// <param name="Credentials">By which nodes know each other; null: they do without.</param>
/// <param name="AkkaJson">The operator's <c>{"akka": {…}}</c>, or empty.</param>
/// <param name="Parts">What is done together with others.</param>
/// <param name="Log">Gets what its actors and Akka have to say.</param>
internal sealed record ClusterPlan(
    ClusterSettings Settings, NodeCredentials? Credentials, string AkkaJson, IReadOnlyList<IClusterPart> Parts, Action<LogLine> Log);
