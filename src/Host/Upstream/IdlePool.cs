namespace ActorProxy.Host.Upstream;

/// <summary>Idle connections; the one used last is taken first, so that those not needed grow old and go.</summary>
internal sealed class IdlePool
{
    private readonly Lock _lock = new();
    private readonly List<UpstreamConnection> _stack = [];
    private bool _isClosed;

    public int Count
    {
        get
        {
            lock (_lock)
                return _stack.Count;
        }
    }

    /// <summary>False when there is no room. One that is not idle any more is not taken in.</summary>
    public bool TryPush(UpstreamConnection connection, int maxCount)
    {
        lock (_lock)
        {
            if (_isClosed || _stack.Count >= maxCount)
                return false;
            if (connection.IsIdle)
                _stack.Add(connection);
            return true;
        }
    }

    /// <summary>The one used last; null when there is none. It may have died since.</summary>
    public UpstreamConnection? Pop()
    {
        lock (_lock)
        {
            if (_stack.Count == 0)
                return null;
            var last = _stack[^1];
            _stack.RemoveAt(_stack.Count - 1);
            return last;
        }
    }

    public void Remove(UpstreamConnection connection)
    {
        lock (_lock)
            _stack.Remove(connection);
    }

    /// <summary>Those that are idle now.</summary>
    public UpstreamConnection[] Snapshot()
    {
        lock (_lock)
            return [.. _stack];
    }

    /// <summary>Takes none from now on.</summary>
    public void Close()
    {
        lock (_lock)
            _isClosed = true;
    }
}
