using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>
/// <c>health</c> of a pool. Each of its two parts is <c>off</c>, <c>on</c>, or an object that is laid over
/// <c>proxy.defaults.active-health</c> or <c>passive-health</c>.
/// </summary>
internal static class HealthSection
{
    private static readonly Dictionary<string, ProbeKind> Kinds = new()
    {
        ["http"] = ProbeKind.Http,
        ["tcp"] = ProbeKind.Tcp,
    };

    public static HealthSettings Read(HoconReader reader, Defaults defaults) => new(
        Active: reader.Switched("active", defaults.ActiveHealth) is { } active ? ReadActive(active) : null,
        Passive: reader.Switched("passive", defaults.PassiveHealth) is { } passive ? ReadPassive(passive) : null);

    public static ActiveHealthSettings ReadActive(HoconReader reader) => new(
        Kind: reader.Enum("kind", Kinds),
        Path: reader.Parse("path", TargetText.Parse) ?? "/",
        Host: reader.Parse("host", AuthorityText.Parse) ?? "",
        Statuses: reader.ParseList("statuses", StatusText.Parse),
        BodyContains: reader.String("body-contains"),
        Interval: reader.Period("interval"),
        Timeout: reader.Period("timeout"),
        Rise: reader.Int("rise", 1, 1000),
        Fall: reader.Int("fall", 1, 1000),
        Jitter: reader.Double("jitter", 0, 1));

    public static PassiveHealthSettings ReadPassive(HoconReader reader)
    {
        var settings = new PassiveHealthSettings(
            Failures: reader.Int("failures", 1, 1_000_000),
            Window: reader.Period("window"),
            Eject: reader.Period("eject"),
            MaxEject: reader.Period("max-eject"),
            MaxEjectedPercent: reader.Int("max-ejected-percent", 0, 100));
        if (settings.MaxEject < settings.Eject)
            reader.Error("'max-eject' is shorter than 'eject', which is the first ejection");
        return settings;
    }
}
