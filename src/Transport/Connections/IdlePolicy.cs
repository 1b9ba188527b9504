namespace ActorProxy.Transport.Connections;

/// <summary>
/// How a listener keeps the connections of clients that wait. A server has much memory for each connection that it knows; a client that waits
/// for its first byte, or for the first byte of another request (<see cref="IRestFeature"/>), is kept by the transport alone, in some
/// hundred bytes, and is given any connection of the server that has no client when the byte comes. Times are looked at some times a second.
/// A class and no record: which one it is matters (<see cref="RingListening.Policy"/>).
/// </summary>
/// <param name="keepSparesFor">How long the server keeps connections that no client needs.</param>
/// <param name="firstBytesWithin">A client that has sent nothing is closed after this.</param>
/// <param name="nextBytesWithin">A client that waits again is closed after this.</param>
public sealed class IdlePolicy(TimeSpan keepSparesFor, TimeSpan firstBytesWithin, TimeSpan nextBytesWithin)
{
    /// <inheritdoc cref="IdlePolicy" path="/param[@name='keepSparesFor']" />
    public TimeSpan KeepSparesFor => keepSparesFor;

    /// <inheritdoc cref="IdlePolicy" path="/param[@name='firstBytesWithin']" />
    public TimeSpan FirstBytesWithin => firstBytesWithin;

    /// <inheritdoc cref="IdlePolicy" path="/param[@name='nextBytesWithin']" />
    public TimeSpan NextBytesWithin => nextBytesWithin;
}
