using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Store;

/// <summary>One fetch from the origin that any number of requests wait for. Its answer is what they share, or nothing.</summary>
public sealed class Flight
{
    private readonly TaskCompletionSource<StoredResponse?> _landing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CacheEntry _entry;

    internal Flight(CacheEntry entry, string key, long generation)
    {
        _entry = entry;
        Key = key;
        Generation = generation;
    }

    /// <summary>What the waiting requests have in common.</summary>
    public string Key { get; }

    /// <summary>Of the entry when it began.</summary>
    public long Generation { get; }

    /// <summary>The response that may be shared, its body perhaps still arriving; null when each must ask for itself.</summary>
    public Task<StoredResponse?> Landed => _landing.Task;

    /// <summary>Ends the waiting; whoever comes now begins anew.</summary>
    public void Land(StoredResponse? response)
    {
        _entry.Land(this);
        _landing.TrySetResult(response);
    }
}
