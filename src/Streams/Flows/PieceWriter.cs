namespace ActorProxy.Streams.Flows;

/// <summary>Where a body goes.</summary>
public abstract class PieceWriter
{
    /// <summary>Takes bytes over; they need not be valid after the call.</summary>
    public abstract void Write(ReadOnlySpan<byte> data);

    /// <summary>Completes when more may be written; false when nobody wants more.</summary>
    public abstract ValueTask<bool> FlushAsync();
}
