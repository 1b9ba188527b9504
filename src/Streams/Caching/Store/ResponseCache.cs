using System.Collections.Concurrent;
using ActorProxy.Streams.Caching.Disk;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Store;

/// <summary>
/// The stored responses of one route. Any thread may do anything at any time; finding one takes no lock.
/// </summary>
public sealed class ResponseCache
{
    // Of URLs whose answers cannot be shared; beyond that the oldest are forgotten, so that nobody fills the memory with them.
    private const int MostLoners = 16 * 1024;

    private readonly ConcurrentDictionary<CacheKey, CacheEntry> _entries = new();
    private readonly ConcurrentQueue<CacheEntry> _loners = new();
    private readonly MemoryBudget _budget;

    /// <param name="limits">May be changed later.</param>
    /// <param name="clock">What ages are counted by.</param>
    /// <param name="disk">Where responses survive the process; null: nowhere. Disposed of by whoever opened it.</param>
    public ResponseCache(CacheLimits limits, CacheClock clock, DiskTier? disk = null)
    {
        Disk = disk;
        Clock = clock;
        Limits = limits;
        _budget = new MemoryBudget(limits.Memory, OnEvicted);
    }

    /// <summary>What ages are counted by.</summary>
    public CacheClock Clock { get; }

    /// <summary>The current bounds.</summary>
    public CacheLimits Limits { get; private set; }

    /// <summary>Where responses survive the process.</summary>
    public DiskTier? Disk { get; }

    /// <summary>What happened so far.</summary>
    public CacheCounters Counters { get; } = new();

    /// <summary>Bytes in memory.</summary>
    public long UsedBytes => _budget.Used;

    /// <summary>Stored responses in memory.</summary>
    public int Count => _entries.Values.Sum(entry => entry.Variants.Count);

    /// <summary>Takes other bounds; what is too much goes.</summary>
    public void Configure(CacheLimits limits)
    {
        Limits = limits;
        _budget.Limit = limits.Memory;
    }

    /// <summary>What there is for a URL; null for nothing.</summary>
    public CacheEntry? Find(in CacheKey key) => _entries.GetValueOrDefault(key);

    /// <summary>The entry of a URL, made when there is none.</summary>
    public CacheEntry Open(in CacheKey key) => _entries.GetOrAdd(key, static key => new CacheEntry(key));

    /// <summary>Joins a fetch under way for the same selection of a URL, or begins one. Null while its answers are not shared.</summary>
    /// <param name="key">The URL.</param>
    /// <param name="request">What selects.</param>
    /// <param name="entry">Where the answer is to be stored; not let go of before the fetch has landed.</param>
    /// <param name="leads">Whether the fetch is for the caller to make.</param>
    public Flight? Join(in CacheKey key, IRequestValues request, out CacheEntry entry, out bool leads)
    {
        while (true)
        {
            entry = Open(key);
            if (entry.TryJoin(request, Clock.Now, out var flight, out leads))
                return flight;
            // Whoever let go of it has yet to take it out.
            Forget(entry);
        }
    }

    /// <summary>Notes that a response was used.</summary>
    public static void Use(StoredResponse response) => MemoryBudget.Touch(response);

    /// <summary>Stores a response whose body may still arrive; false when it must not be stored any more.</summary>
    /// <param name="entry">Where.</param>
    /// <param name="generation">Of the entry when it was asked for.</param>
    /// <param name="response">What.</param>
    public bool TryStore(CacheEntry entry, long generation, StoredResponse response)
    {
        response.Sequence = Disk?.NextSequence() ?? 0;
        if (!entry.TryAdd(response, generation, replaces: true, out var replaced))
            return false;
        foreach (var old in replaced)
            Remove(old);
        _budget.Add(response);
        Counters.Stored();
        if (response.Body.State is BodyState.Complete)
            Disk?.Save(response);
        return true;
    }

    /// <summary>Stores what a response has become by being confirmed, unless it was thrown away or replaced meanwhile.</summary>
    /// <param name="entry">Where.</param>
    /// <param name="generation">Of the entry when the origin was asked.</param>
    /// <param name="confirmed">What it was asked about.</param>
    /// <param name="renewed">What that is now.</param>
    public bool TryRenew(CacheEntry entry, long generation, StoredResponse confirmed, StoredResponse renewed) =>
        !confirmed.WasThrownAway && TryStore(entry, generation, renewed);

    /// <summary>It takes more memory than before.</summary>
    public void Recount(StoredResponse response) => _budget.Recount(response);

    /// <summary>Its body has grown, or is whole now.</summary>
    public void Grown(StoredResponse response)
    {
        var stored = response;
        foreach (var one in SharingBody(response))
        {
            _budget.Recount(one);
            if (!one.WasThrownAway)
                stored = one;
        }

        // Also where it has been thrown away meanwhile: a file that has been written for it has to go.
        if (response.Body.State is BodyState.Complete)
            Disk?.Save(stored);
    }

    /// <summary>Whether there may be something on disk that is not in memory.</summary>
    public bool MayRestore(in CacheKey key) => Disk?.MayHave(key) == true;

    /// <summary>Brings what is on disk for a URL into memory, beside what is there already.</summary>
    public async ValueTask<CacheEntry> RestoreAsync(CacheKey key)
    {
        var entry = Open(key);
        var generation = entry.Generation;
        foreach (var response in await Disk!.LoadAsync(key, Limits.LargestObject).ConfigureAwait(false))
        {
            if (entry.TryAdd(response, generation, replaces: false, out _))
                _budget.Add(response);
        }

        return entry;
    }

    /// <summary>Takes a response out: its body broke off, or is not to be kept.</summary>
    public void Drop(StoredResponse response)
    {
        foreach (var one in SharingBody(response))
        {
            Remove(one);
            if (one.Entry is not { } entry)
                continue;
            Disk?.Remove(entry.Key);
            if (entry.Remove(one))
                Leave(entry);
        }
    }

    /// <summary>A fetch for it has ended: lets go of the URL if nothing came of it.</summary>
    public void Close(CacheEntry entry) => Leave(entry);

    /// <summary>Remembers for a while that answers to this URL are not to be shared.</summary>
    public void GoAlone(CacheEntry entry, double seconds)
    {
        entry.GoAloneUntil(Clock.Now + seconds);
        _loners.Enqueue(entry);
        while (_loners.Count > MostLoners && _loners.TryDequeue(out var oldest))
        {
            oldest.GoAloneUntil(double.NegativeInfinity);
            Leave(oldest);
        }
    }

    /// <summary>Throws away what is stored for a URL (RFC 9111 section 4.4); the number of responses.</summary>
    public int Invalidate(in CacheKey key)
    {
        var count = Find(key) is { } entry ? Throw(entry, _ => true) : 0;
        Disk?.Remove(key);
        return count;
    }

    /// <summary>
    /// Throws away, or makes stale, what a purge means; the number of responses in memory. Throws IOException when it cannot be kept for
    /// those on disk: it is in force all the same, until the process ends.
    /// </summary>
    public int Purge(CachePurge purge)
    {
        int count;
        try
        {
            Disk?.Purge(purge);
        }
        finally
        {
            count = PurgeMemory(purge);
        }

        return count;
    }

    // It may have been confirmed while its body still arrived, and then another stands in its place.
    private static IEnumerable<StoredResponse> SharingBody(StoredResponse response) =>
        (response.Entry?.Variants.Where(other => other != response && other.Body == response.Body) ?? []).Append(response);

    private int PurgeMemory(CachePurge purge)
    {
        var count = 0;
        foreach (var entry in _entries.Values.Where(entry => purge.MayMean(entry.Key)))
            count += purge.IsSoft ? Age(entry, purge.Means) : Throw(entry, purge.Means);
        return count;
    }

    private int Throw(CacheEntry entry, Func<StoredResponse, bool> isMeant)
    {
        var thrown = entry.Clear(isMeant);
        foreach (var response in thrown)
            Remove(response);
        Leave(entry);
        return thrown.Count;
    }

    // What is being fetched is not stored; what is stored counts as stale from now on.
    private int Age(CacheEntry entry, Func<StoredResponse, bool> isMeant)
    {
        var meant = entry.Clear(isMeant);
        foreach (var response in meant.Reverse())
        {
            Remove(response);
            var stale = response.Renewed(response.Fields, response.Directives, Math.Min(response.Lifetime, response.Age(Clock.Now)), response.BornAt, response.ReceivedAt);
            TryStore(entry, entry.Generation, stale);
        }

        return meant.Count;
    }

    // For good: what is still to be written of it is not written any more.
    private void Remove(StoredResponse response)
    {
        response.WasThrownAway = true;
        _budget.Remove(response);
    }

    private void OnEvicted(StoredResponse response)
    {
        Counters.Evicted();
        if (response.Entry is { } entry && entry.Remove(response))
            Leave(entry);
    }

    private void Leave(CacheEntry entry)
    {
        if (entry.TryLeave(Clock.Now))
            Forget(entry);
    }

    private void Forget(CacheEntry entry) => _entries.TryRemove(new KeyValuePair<CacheKey, CacheEntry>(entry.Key, entry));
}
