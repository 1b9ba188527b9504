using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.guard</c>: what a configuration has to stand before it is kept.</summary>
internal static class GuardSection
{
    public static GuardSettings Read(HoconReader reader)
    {
        var latency = reader.Parse("p99", GuardText.Latency);
        return new GuardSettings(
            Watch: reader.Parse("watch", GuardText.Watch),
            ErrorRate: reader.Parse("error-rate", GuardText.Share),
            P99Factor: latency.Factor,
            P99: latency.Time,
            Ejections: reader.Int("ejections", 0, GuardText.MostThings),
            Requests: reader.Int("requests", 1, GuardText.MostThings));
    }
}
