namespace ActorProxy.Transport.Rings;

/// <summary>
/// Whether a thread that is woken takes the processor from whoever is at work there. Once that is the soonest for a single client; of many clients
/// every one would interrupt whoever makes the next request, so that each is served alone, by caches that others have just used. Decided
/// by what has come since the connections were looked at last. Pure state.
/// </summary>
/// <param name="clients">From so many on that have sent something, the thread does not interrupt,</param>
/// <param name="receives">if it has also received from clients so often.</param>
internal sealed class Preemption(int clients, double receives)
{
    private int _received;
    private int _active;

    /// <summary>Whether it interrupts others.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>A client has sent something.</summary>
    public void OnReceived() => _received++;

    /// <summary>At the sweep: a client has sent something since the last one.</summary>
    public void OnActive() => _active++;

    /// <summary>After the sweep. True when it has changed.</summary>
    public bool OnSwept()
    {
        var isOn = _active < clients || _received < receives;
        (_active, _received) = (0, 0);
        if (isOn == IsOn)
            return false;
        IsOn = isOn;
        return true;
    }
}
