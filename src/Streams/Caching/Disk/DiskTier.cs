using System.Threading.Channels;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>
/// Stored responses that survive the process: a head and a body file for each, known by a small index in memory. Small responses are
/// written behind, large ones as they arrive. Nothing of a file is given out before its sum is checked, and a file that is not whole has no
/// name, so that whatever ends the process, no torn response is ever served.
/// </summary>
public sealed class DiskTier : IAsyncDisposable
{
    // More than that waiting to be written means that the disk cannot keep up; what does not fit is not kept.
    private const int LongestQueue = 4096;

    private readonly DiskFolder _folder;
    private readonly DiskIndex _index;
    private readonly BanList _bans;
    private readonly CacheClock _clock;
    private readonly FileStream _lock;
    private readonly Channel<StoredResponse> _queue = Channel.CreateBounded<StoredResponse>(LongestQueue);
    private readonly Task _writing;
    private readonly Task _scanning;
    private long _nextFile = Random.Shared.NextInt64();
    private long _sequence;

    private DiskTier(DiskLimits limits, CacheClock clock)
    {
        Limits = limits;
        _clock = clock;
        _folder = new DiskFolder(limits.Path);
        _lock = new FileStream(_folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _index = new DiskIndex(limits.MaxSize);
        _bans = new BanList(_folder.Bans);
        _sequence = _bans.NewestSequence;
        var found = _folder.Clean();
        _scanning = Task.Run(() => Scan(found));
        _writing = Task.Run(WriteBehindAsync);
    }

    /// <summary>Its bounds.</summary>
    public DiskLimits Limits { get; }

    /// <summary>Bytes on disk.</summary>
    public long UsedBytes => _index.Used;

    /// <summary>Completes when everything that an earlier process left is known.</summary>
    public Task Scanned => _scanning;

    /// <summary>What went wrong with the disk so far.</summary>
    public DiskFaults Faults { get; } = new();

    /// <summary>
    /// Takes a folder into use. Throws IOException or UnauthorizedAccessException when it cannot be written, or another process uses it.
    /// </summary>
    public static DiskTier Open(DiskLimits limits, CacheClock clock) => new(limits, clock);

    /// <summary>The place of what happens now in the order of all that was stored and purged.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Whether there may be something for a URL. Looks into memory alone.</summary>
    public bool MayHave(CacheKey key) => _index.Has(DiskHash.Of(key));

    /// <summary>What there is for a URL: bodies that fit into memory are read into it, others are read when they are asked for.</summary>
    public async ValueTask<IReadOnlyList<StoredResponse>> LoadAsync(CacheKey key, long largestInMemory)
    {
        var loaded = new List<StoredResponse>();
        foreach (var record in _index.Of(DiskHash.Of(key)))
        {
            if (await LoadAsync(key, record, largestInMemory).ConfigureAwait(false) is { } response)
                loaded.Add(response);
        }

        return loaded;
    }

    /// <summary>A file for a body that is too large for memory; null when the disk refuses.</summary>
    public GrowingDiskBody? Create()
    {
        try
        {
            var file = Interlocked.Increment(ref _nextFile);
            return new GrowingDiskBody(new DiskFile(_folder.NewBodyOf(file), file), Faults);
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            Faults.Note(fault);
            return null;
        }
    }

    /// <summary>Has a response written whose body is whole. It may be lost when the process ends before.</summary>
    public void Save(StoredResponse response)
    {
        if (response.Body.Length <= Limits.MaxObject && _queue.Writer.TryWrite(response))
            return;
        Faults.NoteSkipped();
        Discard(response);
    }

    /// <summary>Deletes what there is for a URL.</summary>
    public void Remove(CacheKey key)
    {
        foreach (var record in _index.Of(DiskHash.Of(key)))
            Delete(record);
    }

    /// <summary>Throws away what a purge means, from now on; the files go when they are next looked at.</summary>
    public void Purge(CachePurge purge)
    {
        _bans.Add(purge, NextSequence());
    }

    /// <summary>Writes what is waiting to be written, and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        await _scanning.ConfigureAwait(false);
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<StoredResponse?> LoadAsync(CacheKey key, DiskRecord record, long largestInMemory)
    {
        var head = _folder.ReadHead(record.File);
        if (head is null)
            return Corrupt(record);
        if (head.Key != key)
            return null;
        var body = new DiskBody(_folder.BodyOf(record.File), record.File, head.Length, Faults);
        var isStale = false;
        switch (_bans.Judge(head, purge => purge.Means(head.ToResponse(body, _clock, isStale: false))))
        {
            case BanVerdict.Goes:
                Delete(record);
                return null;
            case BanVerdict.Stale:
                isStale = true;
                break;
        }

        record.IsUsed = true;
        if (head.Length > largestInMemory)
            return head.ToResponse(body, _clock, isStale);
        if (await body.ReadAllAsync().ConfigureAwait(false) is { } bytes)
            return head.ToResponse(new MemoryBody(bytes), _clock, isStale);
        Delete(record);
        return null;
    }

    private StoredResponse? Corrupt(DiskRecord record)
    {
        if (!record.IsGone)
            Faults.NoteCorrupt();
        Delete(record);
        return null;
    }

    private void Delete(DiskRecord record)
    {
        if (_index.Remove(record))
            _folder.Delete(record.File);
    }

    // A large body that is whole but has no head would be found by nobody until the next start, and counted by nobody. Who reads it reads on.
    private void Discard(StoredResponse response)
    {
        if (response.Body is GrowingDiskBody { Number: var file } && !IsKnown(response.Entry, file))
            _folder.Delete(file);
    }

    private async Task WriteBehindAsync()
    {
        await foreach (var response in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await WriteAsync(response).ConfigureAwait(false);
            }
            catch (Exception fault) when (DiskFaults.Are(fault))
            {
                Faults.Note(fault);
            }
        }
    }

    private async ValueTask WriteAsync(StoredResponse response)
    {
        if (response.WasThrownAway || response.Entry is not { } entry)
        {
            if (response.Entry?.Variants.Any(other => other.Body == response.Body) != true)
                Discard(response);
            return;
        }

        var file = await WriteBodyAsync(response).ConfigureAwait(false);
        WriteHead(file, entry, response);
        Add(file, entry.Key, response);
        // It may have been thrown away meanwhile.
        if (response.WasThrownAway)
            Remove(entry.Key);
    }

    private void WriteHead(long file, CacheEntry entry, StoredResponse response)
    {
        var isWritten = false;
        try
        {
            _folder.WriteHead(file, DiskHead.Of(entry.Key, response, _clock, response.Sequence));
            isWritten = true;
        }
        finally
        {
            // A body that nothing names is room that nothing counts.
            if (!isWritten && !IsKnown(entry, file))
                _folder.Delete(file);
        }
    }

    private bool IsKnown(CacheEntry? entry, long file) => entry is not null && Array.Exists(_index.Of(DiskHash.Of(entry.Key)), record => record.File == file);

    private void Add(long file, CacheKey key, StoredResponse response)
    {
        var size = DiskLayout.FileSize(response.Body.Length) + new FileInfo(_folder.HeadOf(file)).Length;
        var known = Array.Find(_index.Of(DiskHash.Of(key)), record => record.File == file);
        if (known is not null)
            return;
        foreach (var gone in _index.Add(new DiskRecord(file, DiskHash.Of(key), DiskHash.Of(response.Vary.Names, response.VaryKey), size)))
            _folder.Delete(gone.File);
    }

    private async ValueTask<long> WriteBodyAsync(StoredResponse response)
    {
        switch (response.Body)
        {
            case GrowingDiskBody growing:
                return growing.Number;
            case DiskBody disk:
                return disk.Number;
        }

        var file = Interlocked.Increment(ref _nextFile);
        using var target = new DiskFile(_folder.NewBodyOf(file), file);
        using var reader = response.Body.OpenReader(0) ?? throw new IOException("the body is gone");
        for (var read = await reader.ReadAsync().ConfigureAwait(false); !read.Data.IsEmpty; read = await reader.ReadAsync().ConfigureAwait(false))
            await target.AppendAsync(read.Data).ConfigureAwait(false);
        await target.CompleteAsync().ConfigureAwait(false);
        return file;
    }

    // What was purged before this process began is deleted here, so that those purges can be forgotten.
    private void Scan(List<long> files)
    {
        var last = _bans.NewestSequence;
        var heads = new List<(long File, DiskHead Head)>();
        foreach (var file in files)
        {
            if (_folder.ReadHead(file) is { } head && new FileInfo(_folder.BodyOf(file)) is { Exists: true } body && body.Length == DiskLayout.FileSize(head.Length))
                heads.Add((file, head));
            else
                _folder.Delete(file);
        }

        foreach (var (file, head) in heads.OrderBy(found => found.Head.Sequence))
            Find(file, head);
        try
        {
            _bans.Forget(last);
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            Faults.Note(fault);
        }
    }

    private void Find(long file, DiskHead head)
    {
        var response = head.ToResponse(new DiskBody(_folder.BodyOf(file), file, head.Length, Faults), _clock, isStale: false);
        var verdict = _bans.Judge(head, purge => purge.Means(response));
        if (verdict is BanVerdict.Goes)
        {
            _folder.Delete(file);
            return;
        }

        if (verdict is BanVerdict.Stale)
            _folder.WriteHead(file, head with { Lifetime = 0 });
        InterlockedMax(ref _sequence, head.Sequence);
        Add(file, head.Key, response);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
            seen = Interlocked.CompareExchange(ref target, value, seen);
    }
}
