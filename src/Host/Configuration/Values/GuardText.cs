using System.Globalization;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>The words of a guard, in a file and in a query: <c>60s</c>, <c>5%</c>, <c>3x</c>.</summary>
internal static class GuardText
{
    /// <summary>The most that a bound of a number of things may be.</summary>
    public const int MostThings = 1_000_000;

    private const double MostTimes = 1000;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The length of a trial, or zero for <c>off</c>.</summary>
    public static Parsed<TimeSpan> Watch(string text)
    {
        if (text == "off")
            return TimeSpan.Zero;
        return Time(text) is { } time && time >= Shortest && time <= Longest
            ? time
            : new Wrong($"must be off or a time from 1s to 1h, such as 60s, not '{text}'");
    }

    /// <summary><c>5%</c> or <c>0.05</c>, as a share of 1.</summary>
    public static Parsed<double> Share(string text)
    {
        var isPercent = text.EndsWith('%');
        return Number(isPercent ? text[..^1] : text) is { } number && number <= (isPercent ? 100 : 1)
            ? isPercent ? number / 100 : number
            : new Wrong($"must be a share such as 5% or 0.05, not '{text}'");
    }

    /// <summary><c>3x</c>, <c>250ms</c> or <c>off</c>.</summary>
    public static Parsed<LatencyBound> Latency(string text)
    {
        if (text == "off")
            return default(LatencyBound);
        if (text.EndsWith('x') && Number(text[..^1]) is { } times && times is >= 1 and <= MostTimes)
            return new LatencyBound(times, TimeSpan.Zero);
        return Time(text) is { } time && time > TimeSpan.Zero
            ? new LatencyBound(0, time)
            : new Wrong($"must be off, so many times the usual such as 3x, or a time such as 250ms, not '{text}'");
    }

    /// <summary>A number of things.</summary>
    public static Parsed<int> Count(string text, int min) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= min && count <= MostThings
            ? count
            : new Wrong($"must be a whole number from {min} to {MostThings}, not '{text}'");

    // A number without a unit would be milliseconds, and nobody means that.
    private static TimeSpan? Time(string text) => text.Length > 0 && char.IsAsciiLetter(text[^1]) ? DurationText.Parse(text) : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
