namespace ActorProxy.Transport.Connections;

/// <summary>Counts the connections of a listener, whoever has them. Called from any thread.</summary>
public interface IConnectionCounter
{
    /// <summary>Accepted.</summary>
    void ConnectionOpened();

    /// <summary>Closed; once for each that was opened.</summary>
    void ConnectionClosed();

    /// <summary>One more that has waited for bytes for a while and that no server has (1), or one fewer (-1).</summary>
    void CountParked(int change);

    /// <summary>The server is to let go of what it had for a connection, as no client needs it.</summary>
    void ServerReleased();
}
