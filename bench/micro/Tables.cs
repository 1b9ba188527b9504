using System.Collections.Frozen;
using System.Net;
using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Bench.Micro;

/// <summary>Routing tables to match against: half of the routes have a host of their own, half a path below one shared host.</summary>
internal static class Tables
{
    public const string SharedHost = "shared.example";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A table with so many routes, all to one pool.</summary>
    public static RoutingTable WithRoutes(int count)
    {
        var pool = new Pool(Origin(), [], new NobodyPicker());
        var pools = new Dictionary<string, Pool> { [pool.Settings.Name] = pool }.ToFrozenDictionary();
        return new RoutingTable(1, Settings([.. Enumerable.Range(0, count).Select(Route)]), pools);
    }

    /// <summary>The host of an even route.</summary>
    public static string Host(int number) => $"site-{number}.example";

    /// <summary>The path of an odd route.</summary>
    public static string Path(int number) => $"/part-{number}";

    private static RouteSettings Route(int number)
    {
        var (host, path) = number % 2 == 0 ? (Host(number), "/") : (SharedHost, Path(number));
        var prefix = new PathMatch(PathMatchKind.Prefix, path);
        return new RouteSettings($"route-{number}", ValueList.Of<string>(host), prefix, "origin", null, HeaderEdits.None, HeaderEdits.None, null);
    }

    private static ProxySettings Settings(IReadOnlyList<RouteSettings> routes) => new(
        TransportKind.Sockets,
        ValueList.Empty<ListenerSettings>(),
        new AdminSettings(false, new IPEndPoint(IPAddress.Loopback, 0)),
        ValueList.Of(Origin()),
        new ValueList<RouteSettings>(routes),
        ValueList.Empty<IPNetwork>(),
        new ForwardingSettings(true, false, ""),
        new LimitSettings(8192, 32768, 100, null, null, Minute, Minute, null, 0, Minute, Minute),
        new ShutdownSettings(Minute, TimeSpan.Zero),
        new AccessLogSettings(false, "stdout"));

    private static PoolSettings Origin() => new(
        "origin",
        new BalanceSettings(BalanceKind.RoundRobin, Template.Literal("")),
        ValueList.Empty<BackendSettings>(),
        new HealthSettings(null, null),
        new TimeoutSettings(Minute, Minute, Minute, Minute),
        new ConnectionSettings(1, Minute, Minute, Minute),
        new RetrySettings(1, ValueList.Empty<RetryCause>()),
        new UpstreamTlsSettings(true, "", ""),
        TimeSpan.Zero);

    private sealed class NobodyPicker : Picker
    {
        public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried) => null;
    }
}
