using System.Collections.Frozen;
using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Tests.Routing;

/// <summary>Tables of routes written as <c>"host path"</c>, where no host is <c>-</c>; a route's name is how it is written.</summary>
internal static class TestTables
{
    private static readonly Pool Pool = new(
        new PoolSettings("p", new BalanceSettings(BalanceKind.RoundRobin, Template.Literal("")), ValueList.Empty<BackendSettings>(),
            new HealthSettings(null, null), null!, null!, null!, null!, TimeSpan.Zero),
        [], EmptyPicker.Instance);

    public static RoutingTable Of(params IEnumerable<string> routes)
    {
        var settings = new ProxySettings(TransportKind.Auto, null!, null!, ValueList.Of(Pool.Settings),
            ValueList.Of(routes.Select(Route)), null!, null!, null!, null!, null!);
        return new RoutingTable(1, settings, new Dictionary<string, Pool> { ["p"] = Pool }.ToFrozenDictionary());
    }

    private static RouteSettings Route(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var hosts = text[..space] == "-" ? [] : text[..space].Split(',');
        return new RouteSettings(text, ValueList.Of(hosts), Path(text[(space + 1)..]), "p", null, HeaderEdits.None, HeaderEdits.None, null);
    }

    private static PathMatch Path(string text) => text switch
    {
        ['=', ' ', .. var exact] => new PathMatch(PathMatchKind.Exact, exact),
        ['~', '*', ' ', .. var pattern] => new PathMatch(PathMatchKind.Regex, pattern, IgnoreCase: true),
        ['~', ' ', .. var pattern] => new PathMatch(PathMatchKind.Regex, pattern),
        _ => new PathMatch(PathMatchKind.Prefix, text),
    };
}
