using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Hocon.Values;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>Finds routes that no request could tell apart, and names that are used twice.</summary>
internal sealed class RouteConflicts
{
    private readonly Dictionary<string, HoconSpan> _names = [];
    private readonly Dictionary<(string Host, PathMatch Path), HoconSpan> _matches = [];
    private readonly Dictionary<string, HoconSpan> _folders = [];

    /// <summary>Compares a route with those before it.</summary>
    public void Check(RouteSettings route, HoconReader reader)
    {
        if (!_names.TryAdd(route.Name, reader.Span))
            reader.Error($"the name '{route.Name}' is already used at {Place(_names[route.Name])}");

        if (route.Cache?.Disk is { } disk && !_folders.TryAdd(disk.Path, reader.Span))
            reader.Error($"the cache folder '{disk.Path}' is already used at {Place(_folders[disk.Path])}");

        // A path that could not be read is no path.
        if (route.Path.Text is null)
            return;
        foreach (var host in route.Hosts.DefaultIfEmpty(HostText.AnyHost))
        {
            if (!_matches.TryAdd((host, route.Path), reader.Span))
                reader.Error($"a route for {Name(host)} and the same path is already at {Place(_matches[(host, route.Path)])}");
        }
    }

    private static string Name(string host) => host == HostText.AnyHost ? "any host" : $"the host '{host}'";

    private static string Place(HoconSpan span) => $"{span.File}:{span.Line}";
}
