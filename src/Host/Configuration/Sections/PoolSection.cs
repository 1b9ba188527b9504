using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>One of <c>proxy.pools</c>, laid over <c>proxy.defaults.pool</c>.</summary>
internal static class PoolSection
{
    private static readonly Dictionary<string, BalanceKind> Kinds = new()
    {
        ["round-robin"] = BalanceKind.RoundRobin,
        ["least-connections"] = BalanceKind.LeastConnections,
        ["random"] = BalanceKind.Random,
        ["random-two"] = BalanceKind.RandomTwo,
        ["ip-hash"] = BalanceKind.IpHash,
        ["consistent-hash"] = BalanceKind.ConsistentHash,
    };

    public static PoolSettings Read(string name, HoconReader reader, Defaults defaults, Surroundings around) =>
        ReadShared(reader, defaults, around) with
        {
            Name = name,
            Backends = ReadBackends(reader, defaults),
        };

    /// <summary>What pools can have in common.</summary>
    public static PoolSettings ReadShared(HoconReader reader, Defaults defaults, Surroundings around) => new(
        Name: "",
        Balance: new BalanceSettings(
            Later.Enum(reader, "balance", Kinds, later: "least-time"),
            reader.Parse("hash-key", TemplateText.Parse) ?? Template.Literal("")),
        Backends: ValueList.Empty<BackendSettings>(),
        Health: defaults.Section(reader, "health", health => HealthSection.Read(health, defaults)),
        Timeouts: defaults.Section(reader, "timeouts", TimeoutSection.Read),
        Connections: defaults.Section(reader, "connections", ConnectionSection.Read),
        Retries: defaults.Section(reader, "retries", RetrySection.Read),
        Tls: defaults.Section(reader, "tls", tls => UpstreamTlsSection.Read(tls, around)),
        SlowStart: reader.PeriodOrZero("slow-start"))
    {
        Sticky = reader.Switched("sticky", defaults.Sticky) is { } sticky ? StickySection.Read(sticky) : null,
    };

    private static ValueList<BackendSettings> ReadBackends(HoconReader reader, Defaults defaults)
    {
        var backends = new Dictionary<string, BackendSettings>();
        foreach (var item in reader.List("backends"))
        {
            if (BackendSection.Read(item, defaults) is { } backend && !backends.TryAdd(backend.Id, backend))
                item.Error($"'{backend.Id}' is in this pool already; 'weight' gives a backend a larger share");
        }

        return ValueList.Of(backends.Values);
    }
}
