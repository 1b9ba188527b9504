namespace ActorProxy.Streams.Caching.Rules;

/// <summary>Whether a response to a GET may be stored by a shared cache, and what of it (RFC 9111 section 3).</summary>
public static class Storability
{
    // Heuristically cacheable by definition (RFC 9110 section 15.1); 206 is, but a part is never stored as the whole.
    private static readonly HashSet<int> Heuristic = [200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501];

    // Statuses whose caching requirements this cache knows: what must-understand asks (RFC 9111 section 5.2.2.3).
    private static readonly HashSet<int> Understood =
        [200, 203, 204, 300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 410, 414, 421, 451, 500, 501, 502, 503, 504];

    // Of one connection or one proxy (RFC 9111 section 3.1).
    private static readonly HashSet<string> NeverStored = new(
        ["Proxy-Authenticate", "Proxy-Authentication-Info", "Proxy-Authorization", "Age", "Cache-Status"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What to store; or why not.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="policy">What the operator says.</param>
    public static StoragePlan Decide(in OriginAnswer answer, StoragePolicy policy)
    {
        var targeted = TargetedOf(answer.Fields);
        var directives = targeted ?? PlainOf(answer.Fields);
        var lifetime = Freshness.Explicit(directives, answer.Fields, answer.ReceivedAt, targeted is not null);
        var obstacle = Obstacle(answer, directives, lifetime, policy);
        return obstacle is not null
            ? new StoragePlan { Obstacle = obstacle, Directives = directives, Fields = answer.Fields }
            : new StoragePlan
            {
                Directives = directives,
                Lifetime = lifetime ?? HeuristicLifetime(answer, directives),
                Fields = answer.Fields.Where(name => !NeverStored.Contains(name) && !directives.OmittedFields.Contains(name, StringComparer.OrdinalIgnoreCase)),
            };
    }

    /// <summary>What a response says to this cache: the targeted field where it counts, else Cache-Control.</summary>
    public static CacheDirectives DirectivesOf(FieldLines fields) => TargetedOf(fields) ?? PlainOf(fields);

    private static CacheDirectives? TargetedOf(FieldLines fields) => TargetedDirectives.Parse(fields.Joined(TargetedDirectives.FieldName));

    private static CacheDirectives PlainOf(FieldLines fields) => CacheDirectives.Parse(fields.Joined("Cache-Control"));

    private static string? Obstacle(in OriginAnswer answer, CacheDirectives directives, double? lifetime, StoragePolicy policy)
    {
        var isUnderstood = Understood.Contains(answer.Status);
        return answer switch
        {
            { Status: 206 or 304 or < 200 } => "partial",
            _ when directives.MustUnderstand && !isUnderstood => "must-understand",
            _ when directives.NoStore && !(directives.MustUnderstand && isUnderstood) => "no-store",
            _ when directives.Private => "private",
            { RequestNoStore: true } => "request-no-store",
            { HasAuthorization: true } when !AllowsAuthorization(directives) => "authorization",
            _ when Vary.IsEverything(answer.Fields) => "vary",
            _ when !policy.StoresCookies && StillHas(answer.Fields, directives, "Set-Cookie") => "set-cookie",
            _ when lifetime is null && !IsWorthKeeping(answer, directives) => "no-freshness",
            _ => null,
        };
    }

    private static bool AllowsAuthorization(CacheDirectives directives) =>
        directives.Public || directives.MustRevalidate || directives.SharedMaxAge is not null;

    private static bool StillHas(FieldLines fields, CacheDirectives directives, string name) =>
        fields.Has(name) && !directives.OmittedFields.Contains(name, StringComparer.OrdinalIgnoreCase);

    // Without a lifetime it needs a validator, and a status that may be kept by a guess or a word that says so.
    private static bool IsWorthKeeping(in OriginAnswer answer, CacheDirectives directives) =>
        (answer.Fields.Has("ETag") || answer.Fields.Has("Last-Modified")) && (Heuristic.Contains(answer.Status) || directives.Public);

    private static double HeuristicLifetime(in OriginAnswer answer, CacheDirectives directives) =>
        directives.NoCache ? 0 : Freshness.Heuristic(answer.Fields, answer.ReceivedAt);
}
