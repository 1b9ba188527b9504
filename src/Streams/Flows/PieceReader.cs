namespace ActorProxy.Streams.Flows;

/// <summary>Where a body comes from. One read at a time; each invalidates the piece before.</summary>
public abstract class PieceReader
{
    /// <summary>The next piece. Completes at once when it is there already. What can go wrong is told by the piece.</summary>
    public abstract ValueTask<Piece> ReadAsync();
}
