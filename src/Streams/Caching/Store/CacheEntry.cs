using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Store;

/// <summary>What the cache has for one URL: its stored responses, newest first, and the fetches whose answer is awaited.</summary>
public sealed class CacheEntry(CacheKey key)
{
    // A URL that varies without end is not worth the room (and is how a cache is flooded).
    private const int MostVariants = 64;

    private readonly Lock _gate = new();
    private List<Flight>? _flights;
    private volatile StoredResponse[] _variants = [];
    private double _collapsesFrom = double.NegativeInfinity;
    private long _generation;

    /// <summary>Its URL.</summary>
    public CacheKey Key { get; } = key;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<StoredResponse> Variants => _variants;

    /// <summary>Whether the cache has let go of it.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Counts up whenever what is stored is thrown away; a fetch that began before must not store its answer.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>The newest stored response that these values select; null without one.</summary>
    public StoredResponse? Select(IRequestValues request)
    {
        Vary? vary = null;
        string? key = null;
        foreach (var variant in _variants)
        {
            if (key is null || !variant.Vary.Equals(vary))
                key = (vary = variant.Vary).KeyOf(request);
            if (key == variant.VaryKey && variant.Body.State is not BodyState.Broken)
                return variant;
        }

        return null;
    }

    /// <summary>Joins a fetch under way for the same selection, or begins one: no flight while answers are not shared. False where it is gone.</summary>
    internal bool TryJoin(IRequestValues request, double now, out Flight? flight, out bool leads)
    {
        var key = _variants is [var newest, ..] ? newest.Vary.KeyOf(request) : "";
        lock (_gate)
        {
            (flight, leads) = (null, false);
            if (IsGone)
                return false;
            if (now < _collapsesFrom)
                return true;
            flight = _flights?.Find(flight => flight.Key == key);
            leads = flight is null;
            if (leads)
                (_flights ??= []).Add(flight = new Flight(this, key, _generation));
            return true;
        }
    }

    /// <summary>The answer of a flight is known: it takes no more passengers.</summary>
    internal void Land(Flight flight)
    {
        lock (_gate)
            _flights?.Remove(flight);
    }

    /// <summary>Remembers that answers are not to be shared, so that requests do not wait for one another in vain.</summary>
    internal void GoAloneUntil(double moment)
    {
        lock (_gate)
            _collapsesFrom = moment;
    }

    /// <summary>
    /// Puts a response in the place of the one that the same requests select. False when it must not be stored: something was thrown
    /// away after <paramref name="generation"/>, the entry is gone, or it <paramref name="replaces"/> nothing and there is one.
    /// </summary>
    internal bool TryAdd(StoredResponse response, long generation, bool replaces, out IReadOnlyList<StoredResponse> replaced)
    {
        lock (_gate)
        {
            replaced = [];
            if (IsGone || generation != _generation)
                return false;
            var others = _variants.Where(other => !(other.Vary.Equals(response.Vary) && other.VaryKey == response.VaryKey)).ToArray();
            if (!replaces && others.Length < _variants.Length)
                return false;
            var kept = others.Take(MostVariants - 1).ToArray();
            replaced = [.. _variants.Except(kept)];
            response.Entry = this;
            _variants = [response, .. kept];
            return true;
        }
    }

    /// <summary>Takes one out.</summary>
    internal bool Remove(StoredResponse response)
    {
        lock (_gate)
        {
            var before = _variants;
            _variants = [.. before.Where(other => other != response)];
            return _variants.Length < before.Length;
        }
    }

    /// <summary>Takes those out that are meant, and keeps fetches under way from storing what they bring.</summary>
    internal IReadOnlyList<StoredResponse> Clear(Func<StoredResponse, bool> isMeant)
    {
        lock (_gate)
        {
            _generation++;
            StoredResponse[] cleared = [.. _variants.Where(isMeant)];
            // Before a fetch can begin that takes the new generation: it must not bring one of these back.
            foreach (var response in cleared)
                response.WasThrownAway = true;
            _variants = [.. _variants.Except(cleared)];
            return cleared;
        }
    }

    /// <summary>Lets go of it if nothing is in it.</summary>
    internal bool TryLeave(double now)
    {
        lock (_gate)
        {
            IsGone = IsGone || (_variants.Length == 0 && _flights is null or { Count: 0 } && now >= _collapsesFrom);
            return IsGone;
        }
    }
}
