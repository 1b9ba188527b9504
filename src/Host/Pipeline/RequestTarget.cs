using System.Buffers;
using ActorProxy.Actors.Routing;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Where a request wants to go: the target that is forwarded byte for byte, and the host and path that routes are
/// matched with. Requests on one connection repeat themselves, so what was parsed last is kept.
/// </summary>
internal sealed class RequestTarget
{
    // Kestrel lets control characters pass in a query, and a fragment, which a backend may cut off and so see another path.
    private static readonly SearchValues<char> Characters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => character != '#')]);

    private string? _path;
    private int _pathLength;
    private string? _site;
    private string? _siteScheme;

    /// <summary>As the client sent it, in any form of RFC 9112 section 3.2.</summary>
    public string Raw { get; private set; } = "";

    /// <summary>Origin-form (or <c>*</c>) for the backend: the bytes of path and query as they came.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>Whether an absolute-form target names a user, which has no place there (RFC 9110 section 4.2.4).</summary>
    public bool HasUserInfo { get; private set; }

    /// <summary>Whether it holds only what a request line may hold, and a path that can be normalized.</summary>
    public bool IsValid { get; private set; }

    /// <summary>The decoded path without dot segments, as routes are matched with.</summary>
    public ReadOnlySpan<char> Path => _path ?? Origin.AsSpan(0, _pathLength);

    /// <summary>Host and port as the client named them.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>The host without its port, in lower case.</summary>
    public string Host { get; private set; } = "";

    /// <summary>Scheme and authority as URLs are compared.</summary>
    public string Site(string scheme)
    {
        if (_site is not null && _siteScheme == scheme)
            return _site;
        _siteScheme = scheme;
        return _site = SiteText.Of(scheme, Authority);
    }

    /// <summary>The raw query without its question mark.</summary>
    public ReadOnlySpan<char> Query
    {
        get
        {
            var mark = Origin.IndexOf('?', StringComparison.Ordinal);
            return mark < 0 ? default : Origin.AsSpan(mark + 1);
        }
    }

    /// <summary>Kestrel has put the authority of an absolute-form target in the place of Host already.</summary>
    public void Parse(string raw, StringValues host)
    {
        var authority = host.Count == 1 ? host[0]! : "";
        if (!ReferenceEquals(authority, Authority))
            ParseAuthority(authority);
        if (!ReferenceEquals(raw, Raw))
            ParseRaw(raw);
    }

    private void ParseAuthority(string authority)
    {
        Authority = authority;
        _site = null;
        var end = authority.LastIndexOf(':');
        var isPort = end >= 0 && authority.IndexOf(']', end) < 0;
        Host = (isPort ? authority[..end] : authority).TrimEnd('.').ToLowerInvariant();
    }

    private void ParseRaw(string raw)
    {
        Raw = raw;
        HasUserInfo = false;
        Origin = raw.StartsWith('/') || raw == "*" ? raw : OriginOf(raw);
        ParsePath();
    }

    // Nearly every path is normal as it stands and needs no string of its own.
    private void ParsePath()
    {
        var end = Origin.IndexOf('?', StringComparison.Ordinal);
        _pathLength = end < 0 ? Origin.Length : end;
        _path = null;
        var raw = Origin.AsSpan(0, _pathLength);
        var rented = ArrayPool<char>.Shared.Rent(_pathLength);
        IsValid = PathNormalizer.TryNormalize(raw, rented, out var path) && !Origin.AsSpan().ContainsAnyExcept(Characters);
        if (!path.Overlaps(raw))
            _path = path.ToString();
        ArrayPool<char>.Shared.Return(rented);
    }

    private string OriginOf(string absolute)
    {
        var authority = absolute.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
            return absolute;
        var path = absolute.AsSpan(authority + 3).IndexOfAny('/', '?');
        HasUserInfo = absolute.AsSpan(authority + 3, path < 0 ? absolute.Length - authority - 3 : path).Contains('@');
        if (path < 0)
            return "/";
        var origin = absolute[(authority + 3 + path)..];
        return origin[0] == '/' ? origin : "/" + origin;
    }
}
