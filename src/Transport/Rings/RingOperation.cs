namespace ActorProxy.Transport.Rings;

/// <summary>Which request of a <see cref="RingHandle"/> a completion belongs to: the low byte of the user data.</summary>
internal enum RingOperation : byte
{
    /// <summary>Nobody waits for it.</summary>
    Nothing = 0,
    Receive,
    Send,
    Connect,
    Accept,
    Cancel,
    Timeout,
    Wake,
}
