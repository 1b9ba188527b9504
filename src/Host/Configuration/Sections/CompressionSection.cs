using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>compression</c> of a route: <c>off</c>, <c>on</c>, or an object that is laid over <c>proxy.defaults.compression</c>.</summary>
internal static class CompressionSection
{
    private static readonly Dictionary<string, ContentCoding> Codings = new()
    {
        ["zstd"] = ContentCoding.Zstd,
        ["br"] = ContentCoding.Brotli,
        ["gzip"] = ContentCoding.Gzip,
    };

    public static CompressionSettings? ReadSwitched(HoconReader route, Defaults defaults) =>
        route.Switched("compression", defaults.Compression) is { } reader ? Read(reader, defaults) : null;

    public static CompressionSettings Read(HoconReader reader, Defaults defaults) => new(
        Codings: ReadCodings(reader),
        MinSize: reader.Size("min-size"),
        Levels: ReadLevels(reader.Object("levels")),
        Types: reader.ParseList("types", MediaTypeText.Parse),
        SkipWithCookies: reader.Bool("skip-with-cookies"),
        Requests: reader.Switched("request-decompression", defaults.RequestDecompression) is { } requests ? ReadRequests(requests) : null);

    public static RequestDecompressionSettings ReadRequests(HoconReader reader) => new(reader.Size("max-size"));

    private static ValueList<ContentCoding> ReadCodings(HoconReader reader)
    {
        var codings = reader.EnumList("codings", Codings);
        foreach (var twice in codings.GroupBy(coding => coding).Where(group => group.Count() > 1))
            reader.Error("codings", $"'{twice.Key.Name()}' is here twice");
        return ValueList.Of(codings);
    }

    private static CompressionLevels ReadLevels(HoconReader reader) => new(
        ReadLevel(reader, ContentCoding.Gzip), ReadLevel(reader, ContentCoding.Brotli), ReadLevel(reader, ContentCoding.Zstd));

    private static int ReadLevel(HoconReader reader, ContentCoding coding)
    {
        var (fastest, smallest) = ContentEncoders.Levels(coding);
        return reader.Int(coding.Name(), fastest, smallest);
    }
}
