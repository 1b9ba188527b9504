using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>timeouts</c> of a pool.</summary>
internal static class TimeoutSection
{
    public static TimeoutSettings Read(HoconReader reader) => new(
        Connect: reader.Period("connect"),
        Send: reader.Period("send"),
        Read: reader.Period("read"),
        Tunnel: reader.Period("tunnel"));
}
