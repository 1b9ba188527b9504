using System.Collections.Frozen;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Routing;

/// <summary>
/// The routes of one host by their paths. Exact paths and prefixes cost the same however many there are; regular expressions
/// are tried one after the other.
/// </summary>
internal sealed class PathIndex
{
    private readonly FrozenDictionary<string, Route>.AlternateLookup<ReadOnlySpan<char>>? _exact;
    private readonly Route[] _patterns;
    private readonly PrefixNode _prefixes = new();

    /// <summary>Of two routes with the same path the first one is kept.</summary>
    public PathIndex(IReadOnlyList<Route> routes)
    {
        var exact = new Dictionary<string, Route>(StringComparer.Ordinal);
        foreach (var route in routes)
        {
            if (route.Settings.Path.Kind == PathMatchKind.Exact)
                exact.TryAdd(route.Settings.Path.Text, route);
            else if (route.Settings.Path.Kind == PathMatchKind.Prefix)
                _prefixes.Add(route.Settings.Path.Text, route);
        }

        _patterns = [.. routes.Where(route => route.Pattern is not null)];
        if (exact.Count > 0)
            _exact = exact.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The exact path, else the first pattern in the file that matches, else the longest prefix, else null.</summary>
    public Route? Find(ReadOnlySpan<char> path)
    {
        if (_exact is { } exact && exact.TryGetValue(path, out var route))
            return route;

        foreach (var candidate in _patterns)
        {
            if (candidate.Pattern!.IsMatch(path))
                return candidate;
        }

        return _prefixes.Find(path);
    }
}
