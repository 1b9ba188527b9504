using System.Globalization;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Rollouts;

/// <summary>Whether what a node has seen keeps within the bounds of a guard.</summary>
internal static class GuardJudge
{
    // Less than this is not a slowdown, whatever multiple of the usual it is: connections and caches are new after a change.
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(10);

    /// <param name="guard">The bounds.</param>
    /// <param name="before">When the trial began.</param>
    /// <param name="now">Now.</param>
    /// <param name="watched">The time in between.</param>
    public static WatchReport Judge(GuardSettings guard, TrafficFigures before, TrafficFigures now, TimeSpan watched)
    {
        var seen = now.Since(before);
        var report = new WatchReport(
            "",
            watched,
            seen.Requests,
            seen.Errors,
            DurationBuckets.Percentile(seen.Durations, 0.99),
            before.Requests >= guard.Requests ? DurationBuckets.Percentile(before.Durations, 0.99) : TimeSpan.Zero,
            Math.Max(0, seen.InFlight),
            seen.Ejections,
            Breach: "",
            seen.Requests < guard.Requests ? $"fewer than {guard.Requests} requests: too little to judge rates and durations by" : "");
        return report with { Breach = BreachOf(guard, report) };
    }

    private static string BreachOf(GuardSettings guard, WatchReport seen)
    {
        if (seen.Ejections > guard.Ejections)
            return Text($"passive health ejected backends {seen.Ejections} times, and {guard.Ejections} are borne");
        if (seen.Requests < guard.Requests)
            // A backend that hangs produces no figures, and is worst of all.
            return seen.Watched >= guard.Watch && seen.Unanswered >= guard.Requests ? Text($"{seen.Unanswered} requests had no answer by the end") : "";
        if (seen.ErrorRate > guard.ErrorRate)
            return Text($"{seen.ErrorRate:0.##%} of {seen.Requests} responses were 5xx, and {guard.ErrorRate:0.##%} are borne");
        return SlownessOf(guard, seen);
    }

    private static string SlownessOf(GuardSettings guard, WatchReport seen)
    {
        if (guard.P99 > TimeSpan.Zero && seen.P99 > guard.P99)
            return Text($"p99 was {seen.P99.TotalMilliseconds:0.#} ms, and {guard.P99.TotalMilliseconds:0.#} ms are borne");
        var isSlower = guard.P99Factor > 0 && seen.UsualP99 > TimeSpan.Zero && seen.P99 > seen.UsualP99 * guard.P99Factor && seen.P99 - seen.UsualP99 > Noise;
        return isSlower
            ? Text($"p99 was {seen.P99.TotalMilliseconds:0.#} ms, and {guard.P99Factor:0.##} times the usual {seen.UsualP99.TotalMilliseconds:0.#} ms are borne")
            : "";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
