namespace ActorProxy.Transport.Connections;

/// <summary>Lets a server say that a connection means nothing to it between two requests.</summary>
public interface IRestFeature
{
    /// <summary>
    /// All that was received is consumed, all that is to be answered is written, and the server only waits for more. Until more comes
    /// the connection may be taken back: its input ends for the server, which is to dispose of it and not to close its output before, and what
    /// comes then comes on another connection from the listener. Without effect while something received is not consumed.
    /// </summary>
    void Rest();
}
