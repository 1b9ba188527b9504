namespace ActorProxy.Streams.Caching.Disk;

/// <summary>
/// Which files there are for a URL, and which has to go when the disk budget is full: the oldest that was not used since it was last its
/// turn (CLOCK).
/// </summary>
internal sealed class DiskIndex(long limit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, DiskRecord[]> _byKey = [];
    private readonly Queue<DiskRecord> _order = new();
    private long _used;

    /// <summary>Bytes.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Whether there may be something for a URL.</summary>
    public bool Has(ulong key)
    {
        lock (_gate)
            return _byKey.ContainsKey(key);
    }

    /// <summary>The files of a URL.</summary>
    public DiskRecord[] Of(ulong key)
    {
        lock (_gate)
            return _byKey.GetValueOrDefault(key) ?? [];
    }

    /// <summary>Takes one in, and gives those that have to be deleted: what it replaces, and what has to go for it.</summary>
    public IReadOnlyList<DiskRecord> Add(DiskRecord record)
    {
        lock (_gate)
        {
            var gone = new List<DiskRecord>();
            foreach (var old in Array.FindAll(_byKey.GetValueOrDefault(record.Key) ?? [], old => old.Selection == record.Selection && old.File != record.File))
                Take(old, gone);
            _byKey[record.Key] = [.. _byKey.GetValueOrDefault(record.Key) ?? [], record];
            _order.Enqueue(record);
            Volatile.Write(ref _used, _used + record.Size);
            while (_used > limit && _order.TryDequeue(out var oldest))
                Pass(oldest, gone);
            return gone;
        }
    }

    /// <summary>Takes one out; false when it was already.</summary>
    public bool Remove(DiskRecord record)
    {
        lock (_gate)
        {
            var gone = new List<DiskRecord>();
            Take(record, gone);
            return gone.Count > 0;
        }
    }

    private void Pass(DiskRecord oldest, List<DiskRecord> gone)
    {
        if (oldest.IsGone)
            return;
        if (!oldest.IsUsed)
        {
            Take(oldest, gone);
            return;
        }

        oldest.IsUsed = false;
        _order.Enqueue(oldest);
    }

    private void Take(DiskRecord record, List<DiskRecord> gone)
    {
        if (record.IsGone)
            return;
        record.IsGone = true;
        Volatile.Write(ref _used, _used - record.Size);
        gone.Add(record);
        DiskRecord[] rest = [.. (_byKey.GetValueOrDefault(record.Key) ?? []).Where(other => other != record)];
        if (rest.Length == 0)
            _byKey.Remove(record.Key);
        else
            _byKey[record.Key] = rest;
    }
}
