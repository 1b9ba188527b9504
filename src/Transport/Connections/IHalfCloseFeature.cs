namespace ActorProxy.Transport.Connections;

/// <summary>
/// Tells a peer that has ended its direction and may still read (RFC 9112 section 9.6) from one that is gone. Both end the input of
/// the connection.
/// </summary>
public interface IHalfCloseFeature
{
    /// <summary>Whether the connection is half closed, by the peer, now.</summary>
    bool IsHalfClosed { get; }
}
