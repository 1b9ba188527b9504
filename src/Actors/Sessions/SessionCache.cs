using System.Collections.Concurrent;

namespace ActorProxy.Actors.Sessions;

/// <summary>
/// The sessions that this node remembers, bounded: two generations, of which the older is dropped when the younger is full. Who is used in
/// time moves to the younger, so what is dropped has not been used for the longest.
/// </summary>
internal sealed class SessionCache(int capacity)
{
    private readonly Lock _lock = new();
    private volatile ConcurrentDictionary<SessionId, Session> _young = [];
    private volatile ConcurrentDictionary<SessionId, Session> _old = [];
    private int _added;

    public int Count => _young.Count + _old.Count;

    public Session? Find(SessionId id)
    {
        if (_young.TryGetValue(id, out var session))
            return session;
        if (!_old.TryRemove(id, out session))
            return null;
        return Add(session);
    }

    /// <summary>The one that is there, or this.</summary>
    public Session Add(Session session)
    {
        var there = _young.GetOrAdd(session.Id, session);
        if (there == session && Interlocked.Increment(ref _added) > Math.Max(1, capacity / 2))
            Turn();
        return there;
    }

    public void Remove(SessionId id)
    {
        _young.TryRemove(id, out _);
        _old.TryRemove(id, out _);
    }

    private void Turn()
    {
        lock (_lock)
        {
            if (_added <= Math.Max(1, capacity / 2))
                return;
            _added = 0;
            _old = _young;
            _young = [];
        }
    }
}
