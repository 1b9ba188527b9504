using System.Globalization;

namespace ActorProxy.Actors.Health;

internal static class DurationText
{
    /// <summary>For people: <c>2.5 s</c>.</summary>
    public static string InSeconds(this TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###} s");
}
