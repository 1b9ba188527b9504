using System.Globalization;

namespace ActorProxy.Actors.Rollouts;

/// <summary>What was seen while a configuration was on trial.</summary>
/// <param name="Node">Where.</param>
/// <param name="Watched">For how long.</param>
/// <param name="Requests">That were answered.</param>
/// <param name="Errors">Of them, those with a status of 5xx.</param>
/// <param name="P99">The 99th percentile of durations; zero when there were none.</param>
/// <param name="UsualP99">The same from the start of the node to the trial; zero when there were too few to tell.</param>
/// <param name="Unanswered">Requests in flight at the end, beyond those at the beginning.</param>
/// <param name="Ejections">Backends that passive health took out of use.</param>
/// <param name="Breach">Which bound was broken and how; empty: none.</param>
/// <param name="Note">What else has to be known to judge it; empty: nothing.</param>
public sealed record WatchReport(
    string Node,
    TimeSpan Watched,
    long Requests,
    long Errors,
    TimeSpan P99,
    TimeSpan UsualP99,
    long Unanswered,
    long Ejections,
    string Breach,
    string Note)
{
    /// <summary>Share of responses with a status of 5xx, 0 to 1.</summary>
    public double ErrorRate => Requests > 0 ? Errors / (double)Requests : 0;

    /// <summary>Whether it ended before there was anything to see, for a reason that has nothing to do with what it was to show.</summary>
    public static WatchReport Broken(string node, string reason) =>
        new(node, TimeSpan.Zero, 0, 0, TimeSpan.Zero, TimeSpan.Zero, 0, 0, reason, "");

    /// <summary>The figures in a line of a log.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Requests} requests in {Watched.TotalSeconds:0} s, {ErrorRate:0.##%} of them 5xx, p99 {P99.TotalMilliseconds:0.#} ms, {Ejections} ejections{(Note.Length > 0 ? "; " : "")}{Note}");
}
