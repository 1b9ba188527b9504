namespace ActorProxy.Transport.Connections;

/// <summary>
/// How a listener keeps connections on which nothing happens. A server has much memory for each connection that it knows; one that waits
/// for its first byte, or for the first byte of another request (<see cref="IRestFeature"/>), is kept by the transport alone, in some
/// hundred bytes. Times are looked at some times a second.
/// </summary>
/// <param name="TakeBackAfter">
/// How long it stays with the server after a request. Coming back costs the server a new connection's work, so one that soon comes back
/// stays twice as long the next time (<see cref="MostDoublings"/>).
/// </param>
/// <param name="FirstBytesWithin">A connection that has sent nothing is closed after this.</param>
/// <param name="NextBytesWithin">A connection that was taken back is closed after this.</param>
public sealed record IdlePolicy(TimeSpan TakeBackAfter, TimeSpan FirstBytesWithin, TimeSpan NextBytesWithin)
{
    /// <summary>How often the time is doubled at most.</summary>
    public int MostDoublings { get; init; } = 5;
}
