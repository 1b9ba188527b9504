namespace ActorProxy.TestKit;

/// <summary>What an origin does with a request.</summary>
internal sealed record OriginBehaviour(OriginFault Fault, int Bytes = 0, TimeSpan Pause = default, int Status = 0, int Left = 0)
{
    public static OriginBehaviour Answer { get; } = new(OriginFault.None);

    public static OriginBehaviour Hang { get; } = new(OriginFault.Hang);
}

/// <summary>The ways in which an origin fails.</summary>
internal enum OriginFault
{
    None,
    Hang,
    Reset,
    Drip,
    Garbage,
    Truncate,
    Status,
    Late,
}
