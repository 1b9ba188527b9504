namespace ActorProxy.Actors.Pools;

/// <summary>What a RouterActor understands.</summary>
internal static class RouterProtocol
{
    /// <summary>From the proxy after a reload: the pool whose picker is to be kept right from now on.</summary>
    public sealed record Configure(Pool Pool);

    /// <summary>
    /// From a HealthActor: a backend has published another health. Which one is read from the backend itself, so that it
    /// does not matter when such a message is lost or late.
    /// </summary>
    public sealed record HealthChanged(string Backend);

    /// <summary>From an operator, through the proxy.</summary>
    public sealed record Drain(string Backend, bool On);

    /// <summary>From a HealthActor, in the name of the operator who asked: the drain is published on the backend.</summary>
    public sealed record Drained;

    /// <summary>To itself: slow start goes up a step.</summary>
    public sealed record RampDue;
}
