using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>fault</c> of a route: <c>off</c>, or an object laid over <c>proxy.defaults.fault</c>.</summary>
internal static class FaultSection
{
    public static FaultSettings Read(HoconReader reader) => new(
        reader.PeriodOrZero("delay"),
        reader.Is("abort", "off") ? null : reader.Int("abort", 400, 599),
        reader.Double("percent", 0, 100));
}
