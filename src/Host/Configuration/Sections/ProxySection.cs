using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy</c>: the whole of what is served.</summary>
internal static class ProxySection
{
    private static readonly Dictionary<string, TransportKind> Transports = new()
    {
        ["auto"] = TransportKind.Auto,
        ["io_uring"] = TransportKind.IoUring,
        ["sockets"] = TransportKind.Sockets,
    };

    public static ProxySettings Read(HoconReader reader, Surroundings around)
    {
        var defaults = new Defaults(reader.Object("defaults"));
        defaults.Check(around);
        var admin = AdminSection.Read(reader.Object("admin"));
        var pools = ReadPools(reader, defaults, around);
        return new ProxySettings(
            Transport: reader.Enum("transport", Transports),
            Listeners: ReadListeners(reader, defaults, admin, around),
            Admin: admin,
            Pools: pools,
            Routes: ReadRoutes(reader, defaults, around),
            TrustedProxies: reader.ParseList("trusted-proxies", NetworkText.Parse),
            Forwarding: ForwardingSection.Read(reader.Object("forwarding")),
            Limits: LimitSection.Read(reader.Object("limits")),
            Shutdown: ShutdownSection.Read(reader.Object("shutdown")),
            AccessLog: AccessLogSection.Read(reader.Object("access-log"), around))
        {
            Guard = GuardSection.Read(reader.Object("guard")),
            Sessions = SessionSection.Read(reader.Object("sessions")),
            Cluster = reader.Switched("cluster", defaults.Cluster) is { } cluster ? ClusterSection.Read(cluster, around) : null,
        };
    }

    private static ValueList<ListenerSettings> ReadListeners(
        HoconReader reader, Defaults defaults, AdminSettings admin, Surroundings around)
    {
        var conflicts = new AddressConflicts(admin);
        var listeners = new List<ListenerSettings>();
        foreach (var (name, listener) in NamedObjects(reader, "listeners"))
        {
            listeners.Add(ListenerSection.Read(name, listener.Over(defaults.Listener), around));
            conflicts.Check(listeners[^1], listener);
        }

        if (listeners.Count == 0)
            around.WarnOfAbsence("proxy.listeners", "there is no listener: nothing is served");
        return ValueList.Of(listeners);
    }

    private static ValueList<PoolSettings> ReadPools(HoconReader reader, Defaults defaults, Surroundings around)
    {
        var cookies = new CookieConflicts();
        var pools = new List<PoolSettings>();
        foreach (var (name, pool) in NamedObjects(reader, "pools"))
        {
            pools.Add(PoolSection.Read(name, pool.Over(defaults.Pool), defaults, around));
            cookies.Check(pools[^1], pool);
        }

        return ValueList.Of(pools);
    }

    private static ValueList<RouteSettings> ReadRoutes(HoconReader reader, Defaults defaults, Surroundings around)
    {
        var conflicts = new RouteConflicts();
        var pools = new PoolNames(reader.Object("pools").Keys);
        var routes = new List<RouteSettings>();
        foreach (var route in reader.Objects("routes"))
        {
            routes.Add(RouteSection.Read(route.Over(defaults.Route), defaults, around, routes.Count + 1));
            conflicts.Check(routes[^1], route);
            pools.Check(routes[^1], route);
        }

        return ValueList.Of(routes);
    }

    private static IEnumerable<(string Name, HoconReader Reader)> NamedObjects(HoconReader reader, string key)
    {
        foreach (var (name, item) in reader.ObjectMap(key))
        {
            if (NameText.Parse(name).Error is { } error)
                item.Error(error);
            yield return (name, item);
        }
    }
}
