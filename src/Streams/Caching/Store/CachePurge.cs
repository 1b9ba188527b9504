using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Store;

/// <summary>What is to be thrown away. Of what is given, all must fit; nothing given means everything.</summary>
/// <param name="IsSoft">Made stale only: it may still be used where a stale response may, and is asked about otherwise.</param>
public sealed record CachePurge(bool IsSoft)
{
    private static readonly string[] TagFields = ["Surrogate-Key", "Cache-Tag"];

    /// <summary>One URL, with scheme and host.</summary>
    public string? Url { get; init; }

    /// <summary>What URLs begin with, with scheme and host.</summary>
    public string? Prefix { get; init; }

    /// <summary>A host, whatever scheme and port.</summary>
    public string? Host { get; init; }

    /// <summary>A word of Surrogate-Key, or of Cache-Tag.</summary>
    public string? Tag { get; init; }

    internal bool MayMean(CacheKey key) =>
        (Url is null || key.ToString() == Url) &&
        (Prefix is null || key.ToString().StartsWith(Prefix, StringComparison.Ordinal)) &&
        (Host is null || HostOf(key.Site).Equals(Host, StringComparison.OrdinalIgnoreCase));

    internal bool Means(StoredResponse response) => Tag is null || TagFields.Any(field => HasTag(response.Fields.Joined(field), Tag));

    // Surrogate-Key is separated by blanks, Cache-Tag by commas.
    private static bool HasTag(string? list, string tag) =>
        list?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Contains(tag, StringComparer.OrdinalIgnoreCase) == true;

    private static string HostOf(string site)
    {
        var authority = site[(site.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var port = authority.LastIndexOf(':');
        return port > authority.LastIndexOf(']') ? authority[..port] : authority;
    }
}
