using ActorProxy.Actors.Settings;
using ActorProxy.Hocon;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>One of <c>backends</c>: a URL, or an object with one that is laid over <c>proxy.defaults.backend</c>.</summary>
internal static class BackendSection
{
    private const int MaxWeight = 1000;

    public static BackendSettings? Read(HoconItem item, Defaults defaults)
    {
        var reader = item.ObjectOr("url", defaults.Backend);
        var url = reader.Parse("url", UrlText.Parse);
        var settings = ReadRest(reader, url ?? new Uri("http://unknown"));
        return url is null ? null : settings;
    }

    public static BackendSettings ReadRest(HoconReader reader, Uri url) => new(
        url,
        Weight: reader.Int("weight", 1, MaxWeight),
        Backup: reader.Bool("backup"),
        MaxConnections: (int?)reader.CountOrOff("max-connections"));
}
