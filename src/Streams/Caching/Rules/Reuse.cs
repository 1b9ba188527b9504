namespace ActorProxy.Streams.Caching.Rules;

/// <summary>Whether a stored response answers a request (RFC 9111 section 4).</summary>
public static class Reuse
{
    /// <summary>Decides by age and staleness, in seconds.</summary>
    /// <param name="age">Now.</param>
    /// <param name="lifetime">As stored.</param>
    /// <param name="directives">As stored.</param>
    /// <param name="request">What the client asks; all of it may be left out (section 5.2.1).</param>
    /// <param name="windows">What the operator allows besides.</param>
    public static ReuseVerdict Judge(double age, double lifetime, CacheDirectives directives, RequestDirectives request, StaleWindows windows)
    {
        if (directives.NoCache || request.NoCache || age > request.MaxAge)
            return ReuseVerdict.Revalidate;
        var staleness = age - lifetime;
        if (staleness < 0)
            return -staleness < request.MinFresh ? ReuseVerdict.Revalidate : ReuseVerdict.Fresh;
        if (request.MaxStale is { } accepted && staleness <= accepted && !directives.ForbidsStale)
            return ReuseVerdict.Fresh;
        return staleness < windows.WhileRevalidate(directives) ? ReuseVerdict.FreshEnough : ReuseVerdict.Revalidate;
    }

    /// <summary>Whether it may stand in for an error of the origin (RFC 5861 section 4).</summary>
    public static bool MayReplaceError(double age, double lifetime, CacheDirectives directives, StaleWindows windows) =>
        !directives.NoCache && age - lifetime < windows.IfError(directives);
}

/// <summary>What a stored response is good for.</summary>
public enum ReuseVerdict
{
    /// <summary>It answers.</summary>
    Fresh,

    /// <summary>It answers, and is fetched anew behind the client's back (RFC 5861 section 3).</summary>
    FreshEnough,

    /// <summary>The origin is asked first.</summary>
    Revalidate,
}

/// <summary>Seconds of staleness that the operator allows where the response does not say; never against its word.</summary>
/// <param name="DefaultWhileRevalidate">For stale-while-revalidate.</param>
/// <param name="DefaultIfError">For stale-if-error.</param>
public readonly record struct StaleWindows(double DefaultWhileRevalidate, double DefaultIfError)
{
    internal double WhileRevalidate(CacheDirectives directives) => Window(directives, directives.StaleWhileRevalidate, DefaultWhileRevalidate);

    internal double IfError(CacheDirectives directives) => Window(directives, directives.StaleIfError, DefaultIfError);

    // An explicit window beside s-maxage is the origin's word for this very cache; must-revalidate is stronger than any.
    private static double Window(CacheDirectives directives, int? said, double allowed)
    {
        if (directives.MustRevalidate || directives.ProxyRevalidate || directives.NoCache)
            return 0;
        return said ?? (directives.SharedMaxAge is null ? allowed : 0);
    }
}
