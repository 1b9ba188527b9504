namespace ActorProxy.Actors.Sessions;

/// <summary>What is counted about sessions.</summary>
public sealed class SessionCounters
{
    private long _requests;
    private long _begun;
    private long _asked;
    private long _touched;
    private long _rebound;
    private long _late;
    private long _apart;
    private long _refused;
    private long _rejected;

    /// <summary>Requests to sticky pools.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Sessions that began with a new cookie.</summary>
    public long Begun => Volatile.Read(ref _begun);

    /// <summary>Requests that waited for the owner of their session.</summary>
    public long Asked => Volatile.Read(ref _asked);

    /// <summary>Words to owners that nobody waited for.</summary>
    public long Touched => Volatile.Read(ref _touched);

    /// <summary>Sessions that went to another backend.</summary>
    public long Rebound => Volatile.Read(ref _rebound);

    /// <summary>Requests whose owner did not answer in time.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>Requests that could not ask because this node was no member.</summary>
    public long Apart => Volatile.Read(ref _apart);

    /// <summary>Requests that got 503 because the backend of their session could not be used.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Cookies that were not ours, or were too old.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    internal void CountRequest() => Interlocked.Increment(ref _requests);

    internal void CountBegun() => Interlocked.Increment(ref _begun);

    internal void CountAsked() => Interlocked.Increment(ref _asked);

    internal void CountTouched() => Interlocked.Increment(ref _touched);

    internal void CountRebound() => Interlocked.Increment(ref _rebound);

    internal void CountLate() => Interlocked.Increment(ref _late);

    internal void CountApart() => Interlocked.Increment(ref _apart);

    internal void CountRefused() => Interlocked.Increment(ref _refused);

    /// <summary>A cookie was not ours, or was too old.</summary>
    public void CountRejected() => Interlocked.Increment(ref _rejected);
}
