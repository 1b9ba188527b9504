using ActorProxy.Actors.Requests;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>What came of a fetch.</summary>
/// <param name="Kind">Which of the ends.</param>
/// <param name="Response">What answers, unless it was handed over or failed.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Obstacle">Why it was not stored.</param>
internal sealed record FetchResult(FetchKind Kind, StoredResponse? Response, Failure Failure, string Obstacle)
{
    public static FetchResult Of(StoredResponse response, FetchKind kind) => new(kind, response, Failure.None, "");

    public static FetchResult Disowned { get; } = new(FetchKind.Disowned, null, Failure.None, "");

    public static FetchResult HandedOver(string obstacle) => new(FetchKind.HandedOver, null, Failure.None, obstacle);

    public static FetchResult Failed(Failure failure) => new(FetchKind.Failed, null, failure, "");
}

/// <summary>The ends of a fetch.</summary>
internal enum FetchKind
{
    /// <summary>The answer is in the cache, its body perhaps still arriving.</summary>
    Stored,

    /// <summary>The origin confirmed what was stored.</summary>
    Confirmed,

    /// <summary>The origin confirmed something that is not stored: it has to be asked for the whole.</summary>
    Disowned,

    /// <summary>What is stored answers instead of an error.</summary>
    StandIn,

    /// <summary>The answer may not be stored; the client who asked first gets it from the connection.</summary>
    HandedOver,

    /// <summary>There is no answer.</summary>
    Failed,
}
