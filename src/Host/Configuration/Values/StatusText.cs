using System.Globalization;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>A status code, <c>204</c>, or a range of them, <c>200-399</c>.</summary>
internal static class StatusText
{
    public static Parsed<StatusRange> Parse(string text)
    {
        var parts = text.Split('-', 2);
        return IsStatus(parts[0], out var first) && IsStatus(parts[^1], out var last) && first <= last
            ? new StatusRange(first, last)
            : new Wrong($"'{text}' is not a status or a range of them, such as 204 or 200-399");
    }

    private static bool IsStatus(string text, out int status) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
