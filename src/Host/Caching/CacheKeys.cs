using ActorProxy.Actors.Settings;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Host.Caching;

/// <summary>Makes the keys of a route's cache from what is forwarded, so that nothing which the key does not know can change the answer.</summary>
internal sealed class CacheKeys(CacheKeySettings settings)
{
    private readonly bool _isPlain = settings.Query == QueryKey.All && settings.IgnoreQuery.Count == 0;

    /// <summary>What selects a response besides Vary, as names of request values.</summary>
    public IReadOnlyList<string> Selectors { get; } =
        [.. settings.Headers.Select(name => name.ToLowerInvariant()), .. settings.Cookies.Select(name => RequestValues.CookiePrefix + name)];

    /// <summary>Of a request. Allocates nothing where the whole query counts and no other proxy stands in front.</summary>
    public CacheKey Of(ProxyRequest request) => Of(SiteOf(request), request.Target.Origin);

    /// <summary>Of a URL.</summary>
    public CacheKey Of(string site, string target) => new(site, _isPlain ? target : Shortened(target));

    /// <summary>Of an absolute URL as a person writes it.</summary>
    public CacheKey Of(Uri url) => Of(SiteOf(url), url.PathAndQuery);

    /// <summary>Scheme and authority of a URL.</summary>
    public static string SiteOf(Uri url) => SiteText.Of(url.Scheme, url.Authority);

    /// <summary>
    /// Scheme and authority of a request. What a trusted proxy in front says that they were reaches the origin, and so counts here.
    /// </summary>
    public static string SiteOf(ProxyRequest request)
    {
        var scheme = request.Listener.Scheme;
        if (!request.IsPeerTrusted || !(request.Headers.ContainsKey("X-Forwarded-Proto") || request.Headers.ContainsKey("X-Forwarded-Host")))
            return request.Target.Site(scheme);
        var proto = request.Headers["X-Forwarded-Proto"].ToString();
        var host = request.Headers["X-Forwarded-Host"].ToString();
        return SiteText.Of(proto.Length > 0 ? proto : scheme, host.Length > 0 ? host : request.Target.Authority);
    }

    private string Shortened(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
            return target;
        if (settings.Query == QueryKey.None)
            return target[..mark];
        var counted = target[(mark + 1)..].Split('&').Where(argument => !IsIgnored(argument.Split('=')[0]));
        if (settings.Query == QueryKey.Sorted)
            counted = counted.Order(StringComparer.Ordinal);
        var query = string.Join('&', counted);
        return query.Length == 0 ? target[..mark] : $"{target[..mark]}?{query}";
    }

    private bool IsIgnored(string name) => settings.IgnoreQuery.Any(pattern =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern);
}
