using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>cache</c> of a route.</summary>
internal static class CacheSection
{
    private const int KiB = 1024;

    private static readonly Dictionary<string, QueryKey> Queries = new()
    {
        ["all"] = QueryKey.All,
        ["sorted"] = QueryKey.Sorted,
        ["none"] = QueryKey.None,
    };

    public static CacheSettings Read(HoconReader reader, Surroundings around)
    {
        var size = reader.Size("max-size", 64 * KiB);
        var largest = reader.Size("max-object", KiB);
        // A small cache is no mistake where only the reference says how large a response may be.
        if (largest > size && reader.IsFromUser("max-object"))
            reader.Error("max-object", "is more than max-size: nothing of that size could ever be stored");
        return new CacheSettings(
            MaxSize: size,
            MaxObject: Math.Min(largest, size),
            Key: ReadKey(reader.Object("key")),
            StaleWhileRevalidate: reader.PeriodOrZero("stale-while-revalidate"),
            StaleIfError: reader.PeriodOrZero("stale-if-error"),
            ClientDirectives: reader.Bool("client-directives"),
            StoreSetCookie: reader.Bool("store-set-cookie"),
            CollapseWait: reader.PeriodOrZero("collapse-wait"),
            HitForMiss: reader.PeriodOrZero("hit-for-miss"),
            Disk: ReadDisk(reader.Object("disk"), around),
            Peers: reader.Bool("peers"));
    }

    private static CacheDiskSettings? ReadDisk(HoconReader reader, Surroundings around)
    {
        var path = Path.TrimEndingDirectorySeparator(around.Path(reader, "path"));
        var size = reader.Size("max-size", 1024 * KiB);
        var largest = reader.Size("max-object", KiB);
        if (largest > size && reader.IsFromUser("max-object"))
            reader.Error("max-object", "is more than max-size: nothing of that size could ever be stored");
        return path.Length == 0 ? null : new CacheDiskSettings(path, size, Math.Min(largest, size));
    }

    private static CacheKeySettings ReadKey(HoconReader reader) => new(
        reader.Enum("query", Queries),
        reader.ParseList("ignore-query", Text),
        reader.ParseList("headers", HeaderText.Parse),
        reader.ParseList("cookies", Text));

    private static Parsed<string> Text(string text) => text.Length > 0 ? text : new Wrong("is empty");
}
