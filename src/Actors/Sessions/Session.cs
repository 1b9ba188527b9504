using ActorProxy.Actors.Pools;

namespace ActorProxy.Actors.Sessions;

/// <summary>
/// What a node remembers of a session. Any thread reads it; what is written at the same time is the same, or the newer of two answers.
/// </summary>
public sealed class Session
{
    private readonly Lock _lock = new();
    private volatile Place _place;
    private long _usedAt;
    private long _touchedAt;

    internal Session(SessionId id, Pool pool, Backend? backend, Binding binding, long now)
    {
        Id = id;
        _place = new Place(pool, backend, binding, Known: true);
        _usedAt = now;
        _touchedAt = now;
    }

    /// <summary>Its name.</summary>
    public SessionId Id { get; }

    /// <summary>Where it goes.</summary>
    public Binding Binding => _place.Binding;

    /// <summary>The cookie that was last found to be genuine, as it was sent.</summary>
    public string? Cookie { get; set; }

    /// <summary>A mark of the one who made <see cref="Cookie"/>: whether it is to be renewed is not looked at for each request.</summary>
    public bool IsCookieFresh { get; set; }

    /// <summary>The backend, if the pool has it; looked up anew when the pool is another than last time.</summary>
    internal Backend? BackendIn(Pool pool)
    {
        var place = _place;
        if (place.Pool == pool && place.Known)
            return place.Backend;
        var backend = pool.Find(place.Binding.Backend);
        lock (_lock)
        {
            if (_place == place)
                _place = new Place(pool, backend, place.Binding, Known: true);
        }

        return backend;
    }

    /// <summary>Takes up another binding, unless what is known is newer.</summary>
    internal void Learn(Binding binding)
    {
        lock (_lock)
        {
            if (binding.Generation >= _place.Binding.Generation && binding != _place.Binding)
                _place = new Place(_place.Pool, null, binding, Known: false);
        }
    }

    internal bool IsOver(long now, long ttl) => now - Volatile.Read(ref _usedAt) > ttl;

    /// <summary>Notes a use; true when the owner has not heard of any for so long, and then this one is to tell it.</summary>
    internal bool Use(long now, long touchAfter)
    {
        // Often enough for a time of minutes, and one write less for each request.
        if (now - Volatile.Read(ref _usedAt) > touchAfter / 16)
            Volatile.Write(ref _usedAt, now);
        var touched = Volatile.Read(ref _touchedAt);
        return now - touched > touchAfter && Interlocked.CompareExchange(ref _touchedAt, now, touched) == touched;
    }

    private sealed record Place(Pool Pool, Backend? Backend, Binding Binding, bool Known);
}
