using System.Globalization;

namespace ActorProxy.Hocon.Reading;

/// <summary>Durations: HOCON.md, section "Duration format". A number without a unit counts milliseconds.</summary>
public static class DurationText
{
    /// <summary>What one looks like, for messages.</summary>
    public const string Form = "a duration such as 250ms, 5s, 1.5m or 2h";

    private const decimal TicksPerNanosecond = 0.01m;

    /// <summary>The duration, rounded to 100 ns but not to zero; null when the text is none or it does not fit.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (!Quantity.TrySplit(text, out var number, out var unit) || TicksPer(unit) is not { } scale)
            return null;
        if (Math.Abs(number) > TimeSpan.MaxValue.Ticks / scale)
            return null;
        var ticks = Math.Round(number * scale, MidpointRounding.AwayFromZero);
        if (Math.Abs(ticks) > TimeSpan.MaxValue.Ticks)
            return null;
        return new TimeSpan(ticks == 0 ? Math.Sign(number) : (long)ticks);
    }

    /// <summary>A duration as a user would write it.</summary>
    public static string Format(TimeSpan duration)
    {
        string[] units = ["d", "h", "m", "s", "ms"];
        var unit = Array.Find(units, unit => duration.Ticks % TicksPer(unit)!.Value == 0) ?? "us";
        return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / TicksPer(unit)!.Value:0.#}{unit}");
    }

    private static decimal? TicksPer(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => TicksPerNanosecond,
        "us" or "µs" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        "w" or "week" or "weeks" => 7 * TimeSpan.TicksPerDay,
        _ => null,
    };
}
