namespace ActorProxy.Host.Upstream;

/// <summary>Idle connections by lane; of each, the one used last is taken first, so that those not needed grow old and go.</summary>
internal sealed class IdlePool
{
    private readonly Lane[] _lanes;
    private int _count;
    private volatile bool _isClosed;

    public IdlePool(int lanes)
    {
        _lanes = new Lane[lanes];
        for (var i = 0; i < lanes; i++)
            _lanes[i] = new Lane();
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>False when there is no room in all lanes together. One that is not idle any more is not taken in.</summary>
    public bool TryPush(UpstreamConnection connection, int maxCount)
    {
        var lane = _lanes[connection.Lane];
        lock (lane.Lock)
        {
            if (_isClosed)
                return false;
            if (Interlocked.Increment(ref _count) <= maxCount)
            {
                if (connection.IsIdle)
                    lane.Stack.Add(connection);
                else
                    Interlocked.Decrement(ref _count);
                return true;
            }

            Interlocked.Decrement(ref _count);
            return false;
        }
    }

    /// <summary>The one used last on that lane; null when there is none. It may have died since.</summary>
    public UpstreamConnection? Pop(int lane)
    {
        var stack = _lanes[lane].Stack;
        lock (_lanes[lane].Lock)
        {
            if (stack.Count == 0)
                return null;
            var last = stack[^1];
            stack.RemoveAt(stack.Count - 1);
            Interlocked.Decrement(ref _count);
            return last;
        }
    }

    public void Remove(UpstreamConnection connection)
    {
        var lane = _lanes[connection.Lane];
        lock (lane.Lock)
        {
            if (lane.Stack.Remove(connection))
                Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Those that are idle now.</summary>
    public UpstreamConnection[] Snapshot()
    {
        var all = new List<UpstreamConnection>();
        foreach (var lane in _lanes)
        {
            lock (lane.Lock)
                all.AddRange(lane.Stack);
        }

        return [.. all];
    }

    /// <summary>Takes none from now on: a <see cref="Snapshot"/> after it has all.</summary>
    public void Close() => _isClosed = true;

    private sealed class Lane
    {
        public Lock Lock { get; } = new();

        public List<UpstreamConnection> Stack { get; } = [];
    }
}
