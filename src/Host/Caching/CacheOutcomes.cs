using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Caching;

/// <summary>What became of a request on a route that caches.</summary>
internal enum CacheOutcome
{
    /// <summary>Answered from the cache.</summary>
    Hit,

    /// <summary>Answered with a stale response while it is fetched anew.</summary>
    Stale,

    /// <summary>Answered with a stale response instead of an error.</summary>
    StaleIfError,

    /// <summary>Answered after the origin confirmed what is stored.</summary>
    Revalidated,

    /// <summary>Answered by the origin.</summary>
    Miss,

    /// <summary>Answered by what another request was already fetching.</summary>
    Collapsed,

    /// <summary>Passed by the cache.</summary>
    Bypass,
}

/// <summary>Counts outcomes.</summary>
internal sealed class CacheOutcomes
{
    private readonly StripedCells _cells = new(Enum.GetValues<CacheOutcome>().Length);

    public long Of(CacheOutcome outcome) => _cells.Sum((int)outcome);

    public void Count(CacheOutcome outcome) => Interlocked.Increment(ref _cells.Mine[(int)outcome]);
}
