namespace ActorProxy.Transport.Connections;

/// <summary>Lets a server say that a connection means nothing to it between two requests.</summary>
public interface IRestFeature
{
    /// <summary>
    /// All that was received is consumed, all that is to be answered is written, and the server only waits for more. What comes next on this
    /// connection may then come from another client, at another address, and the next request of this client on another connection. A connection
    /// that no client needs ends for the server: its input ends, and it is to dispose of it. Without effect while something received is not
    /// consumed.
    /// </summary>
    void Rest();
}
