namespace ActorProxy.Streams.Flows;

/// <summary>How a flow ended.</summary>
/// <param name="Kind">In which of the three ways.</param>
/// <param name="Cause">What it failed by; null when it did not fail.</param>
public readonly record struct FlowEnd(FlowEndKind Kind, Exception? Cause = null);

/// <summary>The ways a flow can end.</summary>
public enum FlowEndKind : byte
{
    /// <summary>All of the body was written.</summary>
    Completed,

    /// <summary>The writer wanted no more.</summary>
    Cancelled,

    /// <summary>The body broke off, or a stage failed, or the stages were stopped from outside.</summary>
    Failed,
}
