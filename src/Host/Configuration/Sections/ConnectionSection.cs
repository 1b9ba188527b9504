using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>connections</c> of a pool.</summary>
internal static class ConnectionSection
{
    public static ConnectionSettings Read(HoconReader reader) => new(
        MaxIdle: reader.Int("max-idle", 0, 100_000),
        IdleTimeout: reader.Period("idle-timeout"),
        MaxAge: reader.Period("max-age"),
        DnsRefresh: reader.Period("dns-refresh"));
}
