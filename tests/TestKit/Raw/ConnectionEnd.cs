namespace ActorProxy.TestKit.Raw;

/// <summary>What the other side did with a connection, as seen from this end.</summary>
public enum ConnectionEnd
{
    /// <summary>It can still send.</summary>
    Open,

    /// <summary>It has sent its last byte, by FIN.</summary>
    Closed,

    /// <summary>It broke the connection off, by RST, or this end did.</summary>
    Reset,
}
