using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Store;

/// <summary>
/// Who stays in a budget of bytes: S3-FIFO (Yang et al., SOSP 2023). Newcomers wait in a small queue that a scan runs through without
/// pushing anything else out; what is used again moves to the main one; what left the small queue and comes back soon is admitted at once.
/// A use costs one write, without a lock.
/// </summary>
internal sealed class MemoryBudget(long limit, Action<StoredResponse> evict)
{
    private const int MostUses = 3;
    private const double SmallShare = 0.1;
    private const int LeastGhosts = 1024;
    private const int LeastLeft = 64;

    private readonly Lock _gate = new();
    private Queue<StoredResponse> _small = new();
    private Queue<StoredResponse> _main = new();
    private readonly Queue<int> _ghostOrder = new();
    private readonly HashSet<int> _ghosts = [];
    private long _smallBytes;
    private long _used;
    private int _left;
    private long _limit = limit;

    /// <summary>Bytes in it.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Bytes at most.</summary>
    public long Limit
    {
        get => Volatile.Read(ref _limit);
        set
        {
            Volatile.Write(ref _limit, value);
            lock (_gate)
                Shrink();
        }
    }

    /// <summary>Notes a use.</summary>
    public static void Touch(StoredResponse response)
    {
        if (response.Uses < MostUses)
            response.Uses++;
    }

    /// <summary>Takes one in, at the expense of others; not if it has left already, by another thread.</summary>
    public void Add(StoredResponse response)
    {
        lock (_gate)
        {
            if (response.IsGone)
                return;
            Count(response, response.Weight);
            if (_ghosts.Remove(IdentityOf(response)))
            {
                _main.Enqueue(response);
            }
            else
            {
                _small.Enqueue(response);
                _smallBytes += response.CountedWeight;
                response.IsSmall = true;
            }

            Shrink();
        }
    }

    /// <summary>It has grown.</summary>
    public void Recount(StoredResponse response)
    {
        lock (_gate)
        {
            if (response.IsGone)
                return;
            Count(response, response.Weight);
            Shrink();
        }
    }

    /// <summary>
    /// It has left the cache for another reason. Its place in a queue is cleared when its turn comes, or when half of the places are such:
    /// a queue may never move, and what stands in it is held in memory.
    /// </summary>
    public void Remove(StoredResponse response)
    {
        lock (_gate)
        {
            if (response.IsGone)
                return;
            response.IsGone = true;
            Count(response, 0);
            if (++_left > Math.Max(LeastLeft, (_small.Count + _main.Count) / 2))
                Clear();
        }
    }

    private static int IdentityOf(StoredResponse response) => HashCode.Combine(response.Entry!.Key, response.VaryKey);

    private void Count(StoredResponse response, long weight)
    {
        var change = weight - response.CountedWeight;
        _used += change;
        if (response.IsSmall)
            _smallBytes += change;
        response.CountedWeight = weight;
    }

    private void Clear()
    {
        _small = new Queue<StoredResponse>(_small.Where(response => !response.IsGone));
        _main = new Queue<StoredResponse>(_main.Where(response => !response.IsGone));
        _left = 0;
    }

    private void Shrink()
    {
        while (_used > _limit && (_small.Count > 0 || _main.Count > 0))
        {
            if (_small.Count > 0 && (_smallBytes > _limit * SmallShare || _main.Count == 0))
                PassSmall();
            else
                PassMain();
        }
    }

    private void PassSmall()
    {
        var oldest = _small.Dequeue();
        _smallBytes -= oldest.CountedWeight;
        oldest.IsSmall = false;
        if (oldest.IsGone)
            return;
        if (oldest.Uses > 1)
        {
            oldest.Uses = 0;
            _main.Enqueue(oldest);
            return;
        }

        Haunt(IdentityOf(oldest));
        Evict(oldest);
    }

    private void PassMain()
    {
        var oldest = _main.Dequeue();
        if (oldest.IsGone)
            return;
        if (oldest.Uses == 0)
        {
            Evict(oldest);
            return;
        }

        oldest.Uses--;
        _main.Enqueue(oldest);
    }

    private void Evict(StoredResponse response)
    {
        response.IsGone = true;
        Count(response, 0);
        evict(response);
    }

    private void Haunt(int identity)
    {
        if (_ghosts.Add(identity))
            _ghostOrder.Enqueue(identity);
        while (_ghostOrder.Count > Math.Max(LeastGhosts, _main.Count))
            _ghosts.Remove(_ghostOrder.Dequeue());
    }
}
