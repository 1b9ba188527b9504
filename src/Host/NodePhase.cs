namespace ActorProxy.Host;

/// <summary>The life of a node, in this order.</summary>
internal enum NodePhase
{
    /// <summary>Not every listener accepts yet.</summary>
    Starting,

    /// <summary>Every listener accepts.</summary>
    Ready,

    /// <summary>Leaving: requests in flight are finished.</summary>
    Draining,

    /// <summary>Gone.</summary>
    Stopped,
}
