namespace ActorProxy.Transport.Rings;

/// <summary>
/// Whether a thread that is woken takes the processor from whoever is at work there. Once that is the soonest for a single client; of many clients
/// every one would interrupt whoever makes the next request, so that each is served alone, by caches that others have just used, and the
/// thread sleeps again after each. Decided by what has come since the connections were looked at last. Pure state.
/// </summary>
/// <param name="clients">From so many on that have sent something, the thread may cease to interrupt,</param>
/// <param name="receives">if it has also received from clients so often,</param>
/// <param name="sleeps">and has slept so often for each time: one that is always at work interrupts nobody.</param>
/// <param name="sweeps">
/// Then it tries again at this sweep, for how often it would sleep can only be seen while it interrupts; sooner when there are fewer clients.
/// </param>
internal sealed class Preemption(int clients, double receives, double sleeps, int sweeps)
{
    private long _slept;
    private int _received;
    private int _active;
    private int _left;

    /// <summary>Whether it interrupts others.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>A client has sent something.</summary>
    public void OnReceived() => _received++;

    /// <summary>At the sweep: a client has sent something since the last one.</summary>
    public void OnActive() => _active++;

    /// <summary>After the sweep. True when it has changed.</summary>
    /// <param name="slept">How often the thread has slept since it began.</param>
    public bool OnSwept(long slept)
    {
        var isOn = _active < clients || _received < receives || (IsOn ? slept - _slept < sleeps * _received : --_left == 0);
        (_active, _received, _slept) = (0, 0, slept);
        if (isOn == IsOn)
            return false;
        (IsOn, _left) = (isOn, sweeps);
        return true;
    }
}
