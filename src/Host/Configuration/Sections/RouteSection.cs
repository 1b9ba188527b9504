using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>One of <c>proxy.routes</c>, laid over <c>proxy.defaults.route</c>.</summary>
internal static class RouteSection
{
    /// <param name="reader">At the route.</param>
    /// <param name="fallbackName">Its name if it says none.</param>
    public static RouteSettings Read(HoconReader reader, string fallbackName)
    {
        Later.Refuse(reader, "compression", "cache", "access", "firewall", "split");
        var (requestHeaders, host) = HeaderSection.Read(reader.Object("request-headers"));
        var (responseHeaders, strayHost) = HeaderSection.Read(reader.Object("response-headers"));
        var rewrittenHost = ReadHost(reader.Object("rewrite"));
        if (host is not null && rewrittenHost is not null)
            reader.Error("", "the Host header is set twice, in 'rewrite' and in 'request-headers'");
        return new RouteSettings(
            reader.Has("name") ? reader.Parse("name", NameText.Parse) ?? fallbackName : fallbackName,
            Hosts: reader.ParseList("hosts", HostText.Parse),
            Path: reader.Parse("path", PathText.Parse),
            Pool: reader.String("pool"),
            Host: rewrittenHost ?? host,
            requestHeaders,
            responseHeaders,
            MaxBody: ReadMaxBody(reader.Object("limits")));
    }
}
