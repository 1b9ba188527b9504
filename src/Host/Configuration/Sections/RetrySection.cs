using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>retries</c> of a pool.</summary>
internal static class RetrySection
{
    private static readonly Dictionary<string, RetryCause> Causes = new()
    {
        ["connect-failure"] = RetryCause.ConnectFailure,
        ["reset"] = RetryCause.Reset,
        ["timeout"] = RetryCause.Timeout,
        ["502"] = RetryCause.Status502,
        ["503"] = RetryCause.Status503,
        ["504"] = RetryCause.Status504,
    };

    public static RetrySettings Read(HoconReader reader) => new(
        Attempts: reader.Int("attempts", 1, 100),
        On: ValueList.Of(reader.EnumList("on", Causes)));
}
