using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>One of <c>proxy.routes</c>, laid over <c>proxy.defaults.route</c>.</summary>
internal static class RouteSection
{
    /// <param name="reader">At the route.</param>
    /// <param name="defaults">What lies below it.</param>
    /// <param name="around">Where files are looked up.</param>
    /// <param name="place">Its place in the list, from 1, which names a route without a name.</param>
    public static RouteSettings Read(HoconReader reader, Defaults defaults, Surroundings around, int place) => ReadShared(reader, defaults, around) with
    {
        Name = (reader.Has("name") ? reader.Parse("name", NameText.Parse) : null) ?? $"route-{place}",
        Pool = reader.String("pool"),
    };

    /// <summary>What routes can have in common.</summary>
    public static RouteSettings ReadShared(HoconReader reader, Defaults defaults, Surroundings around)
    {
        Later.Refuse(reader, "access", "firewall", "split");
        var (requestHeaders, setHost) = defaults.Section(reader, "request-headers", HeaderSection.ReadRequest);
        var rewrittenHost = defaults.Section(reader, "rewrite", ReadRewrite);
        if (setHost is not null && rewrittenHost is not null)
            reader.Error("the Host header is set twice, by 'rewrite' and by 'request-headers'");

        return new RouteSettings(
            Name: "",
            Hosts: reader.ParseList("hosts", HostText.Parse),
            Path: reader.Parse("path", PathText.Parse),
            Pool: "",
            Host: rewrittenHost ?? setHost,
            RequestHeaders: requestHeaders,
            ResponseHeaders: defaults.Section(reader, "response-headers", HeaderSection.ReadResponse),
            MaxBody: defaults.Section(reader, "limits", ReadMaxBody),
            Cache: reader.Switched("cache", defaults.Cache) is { } cache ? CacheSection.Read(cache, around) : null,
            Compression: CompressionSection.ReadSwitched(reader, defaults))
        {
            Fault = reader.Switched("fault", defaults.Fault) is { } fault ? FaultSection.Read(fault) : null,
        };
    }

    private static Template? ReadRewrite(HoconReader reader)
    {
        Later.Refuse(reader, "strip-prefix", "add-prefix", "regex", "replace");
        return reader.Is("host", "") ? null : reader.Parse("host", TemplateText.Parse);
    }

    private static long? ReadMaxBody(HoconReader reader)
    {
        Later.Refuse(reader, "rate", "burst", "key", "scope");
        return reader.Is("max-body", "inherit") ? null : reader.SizeOrOff("max-body") ?? long.MaxValue;
    }
}
