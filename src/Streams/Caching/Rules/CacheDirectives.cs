namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// What a response says about caching: Cache-Control (RFC 9111 section 5.2.2) with the extensions of RFC 5861, or the
/// CDN-Cache-Control that takes its place (RFC 9213). Of a directive that comes twice the first counts.
/// </summary>
public sealed record CacheDirectives
{
    /// <summary>Nothing said.</summary>
    public static CacheDirectives None { get; } = new();

    /// <summary>Not to be stored.</summary>
    public bool NoStore { get; init; }

    /// <summary>Stored, but never used without asking the origin.</summary>
    public bool NoCache { get; init; }

    /// <summary>For one user alone.</summary>
    public bool Private { get; init; }

    /// <summary>For everybody, also where that is not the rule.</summary>
    public bool Public { get; init; }

    /// <summary>Never used stale.</summary>
    public bool MustRevalidate { get; init; }

    /// <summary>The same for shared caches.</summary>
    public bool ProxyRevalidate { get; init; }

    /// <summary>Stored only by who understands the status, and then in spite of no-store.</summary>
    public bool MustUnderstand { get; init; }

    /// <summary>Seconds; 0 when what stands there is invalid; null when nothing does.</summary>
    public int? MaxAge { get; init; }

    /// <summary>The same for shared caches.</summary>
    public int? SharedMaxAge { get; init; }

    /// <summary>Seconds of staleness in which it may be used while it is fetched anew (RFC 5861 section 3); null when nothing is said.</summary>
    public int? StaleWhileRevalidate { get; init; }

    /// <summary>Seconds of staleness in which it may be used instead of an error (RFC 5861 section 4); null when nothing is said.</summary>
    public int? StaleIfError { get; init; }

    /// <summary>Fields that no-cache or private names: they are not stored.</summary>
    public IReadOnlyList<string> OmittedFields { get; init; } = [];

    /// <summary>Whether it must not be used stale, by whatever directive (RFC 9111 section 4.2.4).</summary>
    public bool ForbidsStale => MustRevalidate || ProxyRevalidate || NoCache || SharedMaxAge is not null;

    /// <summary>From all lines of Cache-Control as one list.</summary>
    public static CacheDirectives Parse(string? list)
    {
        if (string.IsNullOrEmpty(list))
            return None;
        var directives = new CacheDirectives();
        var reader = new DirectiveReader(list);
        while (reader.Read())
            directives = directives.And(reader.Name.ToString().ToLowerInvariant(), reader.HasArgument ? reader.Argument.ToString() : null);
        return directives;
    }

    /// <summary>With one more directive; <paramref name="name"/> in lower case.</summary>
    internal CacheDirectives And(string name, string? argument) => name switch
    {
        "no-store" => this with { NoStore = true },
        "no-cache" or "private" when Names(argument) is { Length: > 0 } names => this with { OmittedFields = [.. OmittedFields, .. names] },
        "no-cache" => this with { NoCache = true },
        "private" => this with { Private = true },
        "public" => this with { Public = true },
        "must-revalidate" => this with { MustRevalidate = true },
        "proxy-revalidate" => this with { ProxyRevalidate = true },
        "must-understand" => this with { MustUnderstand = true },
        "max-age" => this with { MaxAge = MaxAge ?? Seconds(argument) },
        "s-maxage" => this with { SharedMaxAge = SharedMaxAge ?? Seconds(argument) },
        "stale-while-revalidate" => this with { StaleWhileRevalidate = Seconds(argument) },
        "stale-if-error" => this with { StaleIfError = Seconds(argument) },
        _ => this,
    };

    // Invalid freshness information makes a response stale (RFC 9111 section 4.2.1).
    private static int Seconds(string? argument) => DeltaSeconds.Parse(argument) ?? 0;

    // A list without names is no permission for the rest: the whole is meant.
    private static string[] Names(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
