using System.Net;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.admin</c>.</summary>
internal static class AdminSection
{
    public static AdminSettings Read(HoconReader reader) => new(
        Enabled: reader.Bool("enabled"),
        Address: reader.Parse("address", EndpointText.Parse) ?? new IPEndPoint(IPAddress.Loopback, 0));
}
