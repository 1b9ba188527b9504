using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.shutdown</c>.</summary>
internal static class ShutdownSection
{
    public static ShutdownSettings Read(HoconReader reader) => new(
        Deadline: reader.PeriodOrZero("deadline"),
        Grace: reader.PeriodOrZero("grace"));
}
