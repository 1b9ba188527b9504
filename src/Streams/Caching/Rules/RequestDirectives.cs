namespace ActorProxy.Streams.Caching.Rules;

/// <summary>What a client asks of caches on the way (RFC 9111 section 5.2.1).</summary>
public readonly record struct RequestDirectives
{
    /// <summary>Not to be answered without asking the origin.</summary>
    public bool NoCache { get; init; }

    /// <summary>The response not to be stored.</summary>
    public bool NoStore { get; init; }

    /// <summary>Answered from the cache or by 504.</summary>
    public bool OnlyIfCached { get; init; }

    /// <summary>No older than so many seconds.</summary>
    public int? MaxAge { get; init; }

    /// <summary>Stale for at most so many seconds; without an argument for ever.</summary>
    public int? MaxStale { get; init; }

    /// <summary>Fresh for so many seconds more.</summary>
    public int? MinFresh { get; init; }

    /// <summary>From Cache-Control, and Pragma where there is none (RFC 9111 section 5.4).</summary>
    public static RequestDirectives Parse(string? cacheControl, string? pragma)
    {
        if (string.IsNullOrEmpty(cacheControl))
            return new RequestDirectives { NoCache = pragma?.Contains("no-cache", StringComparison.OrdinalIgnoreCase) == true };
        var directives = default(RequestDirectives);
        var reader = new DirectiveReader(cacheControl);
        while (reader.Read())
            directives = directives.And(reader.Name, reader.Argument);
        return directives;
    }

    private RequestDirectives And(ReadOnlySpan<char> name, ReadOnlySpan<char> argument) => this switch
    {
        _ when Is(name, "no-cache") => this with { NoCache = true },
        _ when Is(name, "no-store") => this with { NoStore = true },
        _ when Is(name, "only-if-cached") => this with { OnlyIfCached = true },
        _ when Is(name, "max-age") => this with { MaxAge = DeltaSeconds.Parse(argument) },
        _ when Is(name, "max-stale") => this with { MaxStale = argument.IsEmpty ? DeltaSeconds.Max : DeltaSeconds.Parse(argument) },
        _ when Is(name, "min-fresh") => this with { MinFresh = DeltaSeconds.Parse(argument) },
        _ => this,
    };

    private static bool Is(ReadOnlySpan<char> name, string directive) => name.Equals(directive, StringComparison.OrdinalIgnoreCase);
}
