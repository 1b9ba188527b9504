using System.Collections.Frozen;

namespace ActorProxy.Actors.Routing;

/// <summary>
/// Routes by host, from the most to the least specific: the name itself, wildcards from the longest to the shortest, any host.
/// Names have no port, any case, and a dot at their end means nothing; an IPv6 address stands in brackets.
/// </summary>
internal sealed class HostIndex
{
    // RFC 1035 section 2.3.4. Longer ones are nobody's name, and looking at each of their labels would be work for nothing.
    private const int LongestName = 253;

    private const string WildcardStart = "*.";

    private readonly FrozenDictionary<string, PathIndex>.AlternateLookup<ReadOnlySpan<char>>? _exact;
    private readonly FrozenDictionary<string, PathIndex>.AlternateLookup<ReadOnlySpan<char>>? _wildcards;
    private readonly PathIndex _any;

    /// <summary>Routes in the order of the file.</summary>
    public HostIndex(IEnumerable<Route> routes)
    {
        var exact = new RoutesByName(StringComparer.OrdinalIgnoreCase);
        var wildcards = new RoutesByName(StringComparer.OrdinalIgnoreCase);
        var any = new List<Route>();
        foreach (var route in routes)
        {
            if (route.Settings.Hosts.Count == 0)
                any.Add(route);

            foreach (var host in route.Settings.Hosts)
            {
                var name = WithoutRootDot(host).ToString();
                if (name == "*")
                    any.Add(route);
                else if (name.StartsWith(WildcardStart, StringComparison.Ordinal))
                    wildcards.Add(name[WildcardStart.Length..], route);
                else
                    exact.Add(name, route);
            }
        }

        _exact = exact.Freeze();
        _wildcards = wildcards.Freeze();
        _any = new PathIndex(any);
    }

    /// <summary>The route of the most specific host that has one for this path, or null.</summary>
    public Route? Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        host = WithoutRootDot(host);
        if (host.Length > LongestName)
            return _any.Find(path);
        if (_exact is { } exact && exact.TryGetValue(host, out var paths) && paths.Find(path) is { } route)
            return route;
        return FindWildcard(host, path) ?? _any.Find(path);
    }

    private Route? FindWildcard(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        if (_wildcards is not { } wildcards)
            return null;

        for (var dot = host.IndexOf('.'); dot > 0; dot = host.IndexOf('.'))
        {
            host = host[(dot + 1)..];
            if (wildcards.TryGetValue(host, out var paths) && paths.Find(path) is { } route)
                return route;
        }

        return null;
    }

    private static ReadOnlySpan<char> WithoutRootDot(ReadOnlySpan<char> host) => host is [.. var name, '.'] ? name : host;

    private sealed class RoutesByName(StringComparer comparer) : Dictionary<string, List<Route>>(comparer)
    {
        public void Add(string name, Route route)
        {
            if (!TryGetValue(name, out var routes))
                this[name] = routes = [];
            routes.Add(route);
        }

        public FrozenDictionary<string, PathIndex>.AlternateLookup<ReadOnlySpan<char>>? Freeze() => Count == 0
            ? null
            : this.ToFrozenDictionary(pair => pair.Key, pair => new PathIndex(pair.Value), Comparer)
                .GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
