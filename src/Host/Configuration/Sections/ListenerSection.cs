using System.Net;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>One of <c>proxy.listeners</c>, laid over <c>proxy.defaults.listener</c>.</summary>
internal static class ListenerSection
{
    private enum Protocol
    {
        Http1,
        Http2,
    }

    private static readonly Dictionary<string, Protocol> Protocols = new()
    {
        ["h1"] = Protocol.Http1,
        ["h2"] = Protocol.Http2,
    };

    public static ListenerSettings Read(string name, HoconReader reader, Surroundings around)
    {
        Later.Refuse(reader, "kind", "pool");
        var certificates = ValueList.Of(reader.List("certificates").Select(item => CertificateSection.Read(item.Object(), around)));
        var (http1, http2) = ReadProtocols(reader, isTls: certificates.Count > 0);
        return new ListenerSettings(
            name,
            reader.Parse("address", EndpointText.Parse) ?? new IPEndPoint(IPAddress.Loopback, 0),
            http1,
            http2,
            certificates);
    }

    private static (bool Http1, bool Http2) ReadProtocols(HoconReader reader, bool isTls)
    {
        if (reader.Is("protocols", "auto"))
            return (true, isTls);

        var protocols = reader.EnumList("protocols", Protocols, later: ["h3"]);
        var (http1, http2) = (protocols.Contains(Protocol.Http1), protocols.Contains(Protocol.Http2));
        if (protocols.Count == 0)
            reader.Error("protocols", "says no protocol: auto, [h1], [h2] or [h1, h2]");
        else if (http1 && http2 && !isTls)
            reader.Error("protocols", "without certificates a listener speaks [h1] or [h2], for there is nothing to tell them apart by");
        return (http1, http2);
    }
}
