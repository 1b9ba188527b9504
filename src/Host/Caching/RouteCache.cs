using ActorProxy.Actors.Settings;
using ActorProxy.Host.Caching.Peers;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Host.Caching;

/// <summary>The cache of one route: what is stored, and by which rules. The store lives on through reloads, the rules are replaced.</summary>
/// <param name="Settings">What the file says.</param>
/// <param name="Store">What there is.</param>
/// <param name="Outcomes">What became of requests.</param>
internal sealed record RouteCache(CacheSettings Settings, ResponseCache Store, CacheOutcomes Outcomes)
{
    /// <summary>How keys are made.</summary>
    public CacheKeys Keys { get; } = new(Settings.Key);

    /// <summary>Whether other nodes may have what was thrown away here.</summary>
    public PeerDoubt Doubt { get; private init; } = new();

    /// <summary>Whether what is stored is of use under other settings.</summary>
    public bool MayStay(CacheSettings next) => next.Key == Settings.Key && next.Disk == Settings.Disk;

    /// <summary>The same store under other rules. Not by <c>with</c>, which would copy what is made of the rules.</summary>
    public RouteCache Under(CacheSettings settings) => new(settings, Store, Outcomes) { Doubt = Doubt };

    /// <summary>Bytes of one body at most.</summary>
    public long LargestObject => Math.Max(Settings.MaxObject, Store.Disk?.Limits.MaxObject ?? 0);

    /// <summary>What may be stored.</summary>
    public StoragePolicy Storing { get; } = new(Settings.StoreSetCookie);

    /// <summary>What may be used stale.</summary>
    public StaleWindows Stale { get; } = new(Settings.StaleWhileRevalidate.TotalSeconds, Settings.StaleIfError.TotalSeconds);
}
