using Microsoft.AspNetCore.Connections.Features;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// Tells a peer that has ended its direction and may still read (RFC 9112 section 9.6) from one that is gone. Both end the input of
/// the connection.
/// </summary>
public interface IHalfCloseFeature
{
    /// <summary>Whether the connection is half closed, by the peer, now.</summary>
    bool IsHalfClosed { get; }

    /// <summary>Whether the peer has not taken yet all that was sent. One that has closed altogether answers with a RST, and soon has nothing to take.</summary>
    bool HasUntaken { get; }

    /// <summary>
    /// Has somebody told, once, when nothing more will be received. The same as <see cref="IConnectionLifetimeFeature.ConnectionClosed"/>
    /// without the four objects that a token costs each connection. Whoever sets another is told in place of the one before.
    /// </summary>
    void OnInputEnded(Action<object> told, object state);
}
