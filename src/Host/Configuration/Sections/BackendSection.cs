using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>One of <c>backends</c>: a URL, or an object with one. Laid over <c>proxy.defaults.backend</c>.</summary>
internal static class BackendSection
{
    private const int MaxWeight = 1000;

    private static readonly Uri Nowhere = new("http://localhost");

    /// <summary>Null when it has no usable URL.</summary>
    public static BackendSettings? Read(HoconItem item, Defaults defaults)
    {
        if (item.Object is { } reader)
        {
            var merged = reader.Over(defaults.Backend);
            return Read(merged, merged.Parse("url", UrlText.Parse));
        }

        var parsed = item.Text is { } text
            ? UrlText.Parse(text)
            : new Wrong($"must be a URL or an object with one, not {item.Description}");
        if (parsed.Error is not null)
            item.Error(parsed.Error);
        return Read(defaults.Backend, parsed.Value);
    }

    /// <summary>What backends can have in common.</summary>
    public static BackendSettings ReadShared(HoconReader reader) => new(
        Nowhere,
        Weight: reader.Int("weight", 1, MaxWeight),
        Backup: reader.Bool("backup"),
        MaxConnections: reader.CountOrOff("max-connections"));

    private static BackendSettings? Read(HoconReader reader, Uri? url)
    {
        var settings = ReadShared(reader);
        return url is null ? null : settings with { Url = url };
    }
}
