using System.Net;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>One of <c>proxy.listeners</c>, laid over <c>proxy.defaults.listener</c>.</summary>
internal static class ListenerSection
{
    private const string Http1 = "h1";
    private const string Http2 = "h2";
    private const string Http3 = "h3";

    private static readonly IPEndPoint Nowhere = new(IPAddress.None, 0);

    public static ListenerSettings Read(string name, HoconReader reader, Surroundings around)
    {
        Later.Refuse(reader, "kind", "pool");
        return ReadShared(reader, around) with
        {
            Name = name,
            Address = reader.Parse("address", EndpointText.Parse) ?? Nowhere,
        };
    }

    /// <summary>What listeners can have in common.</summary>
    public static ListenerSettings ReadShared(HoconReader reader, Surroundings around)
    {
        var certificates = ValueList.Of(reader.Objects("certificates").Select(item => CertificateSection.Read(item, around)));
        var (http1, http2) = ReadProtocols(reader, isTls: certificates.Count > 0);
        return new ListenerSettings(Name: "", Nowhere, http1, http2, certificates);
    }

    private static (bool Http1, bool Http2) ReadProtocols(HoconReader reader, bool isTls)
    {
        if (reader.Is("protocols", "auto"))
            return (true, isTls);

        var errors = reader.Errors.Count;
        var protocols = reader.ParseList("protocols", ParseProtocol);
        var (http1, http2) = (protocols.Contains(Http1), protocols.Contains(Http2));
        if (reader.Errors.Count > errors)
            return (http1, http2);
        if (protocols.Count == 0)
            reader.Error("protocols", "must be auto, [h1], [h2] or [h1, h2], not an empty list");
        else if (http1 && http2 && !isTls)
            reader.Error("protocols", "without certificates a listener speaks [h1] or [h2]: only TLS lets a client choose");
        return (http1, http2);
    }

    private static Parsed<string> ParseProtocol(string text) => text switch
    {
        Http1 or Http2 => text,
        Http3 => new Wrong(Later.Message(text)),
        _ => new Wrong($"must be one of h1, h2, not '{text}'"),
    };
}
