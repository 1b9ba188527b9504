using System.Text.Json.Serialization;
using ActorProxy.Actors.Rollouts;

namespace ActorProxy.Host.Admin;

/// <summary>What was seen while a configuration was on trial.</summary>
/// <param name="Node">Where; empty for a node alone.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Requests">That were answered.</param>
/// <param name="Errors">Of them, those with a status of 5xx.</param>
/// <param name="ErrorRate">Their share, 0 to 1.</param>
/// <param name="P99Ms">The 99th percentile of durations in milliseconds.</param>
/// <param name="UsualP99Ms">The same before the trial; 0 when there were too few requests to tell.</param>
/// <param name="Ejections">Backends that passive health took out of use.</param>
/// <param name="Unanswered">Requests in flight at the end, beyond those at the beginning.</param>
/// <param name="Note">What else has to be known to judge it; empty: nothing.</param>
internal sealed record WatchedReport(
    string Node,
    double Seconds,
    long Requests,
    long Errors,
    double ErrorRate,
    double P99Ms,
    double UsualP99Ms,
    long Ejections,
    long Unanswered,
    string Note)
{
    /// <summary>As the API shows it; null when nothing was watched.</summary>
    public static WatchedReport? Of(WatchReport? seen) => seen is null ? null : new(
        seen.Node,
        Math.Round(seen.Watched.TotalSeconds, 1),
        seen.Requests,
        seen.Errors,
        Math.Round(seen.ErrorRate, 4),
        Math.Round(seen.P99.TotalMilliseconds, 3),
        Math.Round(seen.UsualP99.TotalMilliseconds, 3),
        seen.Ejections,
        seen.Unanswered,
        seen.Note);
}

/// <summary>The answer when a configuration did not stand its trial.</summary>
/// <param name="Epoch">That is served, as before.</param>
/// <param name="Error">Which bound was broken, or what else ended the trial.</param>
/// <param name="Watched">What was seen; left out when nothing was.</param>
internal sealed record RolledBackReport(
    long Epoch,
    string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WatchedReport? Watched);
