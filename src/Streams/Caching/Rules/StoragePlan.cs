namespace ActorProxy.Streams.Caching.Rules;

/// <summary>What is stored of a response, or why it is not.</summary>
public sealed record StoragePlan
{
    /// <summary>One word for Cache-Status and the log; null when it is stored.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What the response says.</summary>
    public required CacheDirectives Directives { get; init; }

    /// <summary>Seconds of freshness, counted from age 0.</summary>
    public double Lifetime { get; init; }

    /// <summary>What is kept.</summary>
    public required FieldLines Fields { get; init; }
}

/// <summary>What the operator says about storing.</summary>
/// <param name="StoresCookies">Whether a response that sets a cookie may be stored, and its cookie given to everybody.</param>
public sealed record StoragePolicy(bool StoresCookies);
