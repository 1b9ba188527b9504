using System.Globalization;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Rollouts;

/// <summary>One trial on one node, from its beginning to the verdict. Not for two threads at once.</summary>
public sealed class GuardWatch(GuardSettings guard, TrafficFigures before, TimeProvider time)
{
    /// <summary>Why a trial is undone that somebody has ended.</summary>
    public const string UndoneByHand = "undone by hand";

    private const string KeptByHand = "kept by hand before the end";

    private readonly long _begun = time.GetTimestamp();
    private WatchReport? _verdict;

    /// <summary>How often the figures are looked at.</summary>
    public static TimeSpan Step { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a coordinator and its canary wait for each other beyond the watch.</summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a verdict has waited for the word of the coordinator long enough.</summary>
    public bool HasWaited => time.GetElapsedTime(_begun) >= guard.Watch + Margin;

    /// <summary>Why another change is refused meanwhile.</summary>
    public static string Objection(long epoch, TimeSpan left) => string.Create(
        CultureInfo.InvariantCulture,
        $"configuration {epoch} is on trial for another {Math.Ceiling(Math.Max(0, left.TotalSeconds)):0} s; POST /api/config/trial/keep or POST /api/config/trial/undo ends that");

    /// <summary>The verdict, which does not change any more; null while there is none. A broken bound is one at once.</summary>
    public WatchReport? Look(TrafficFigures now)
    {
        if (_verdict is not null)
            return _verdict;
        var report = GuardJudge.Judge(guard, before, now, time.GetElapsedTime(_begun));
        if (report.Breach.Length > 0 || report.Watched >= guard.Watch)
            _verdict = report;
        return _verdict;
    }

    /// <summary>Somebody has seen enough: the verdict is theirs, with the figures so far.</summary>
    public void End(TrafficFigures now, bool isKept)
    {
        var report = _verdict ?? GuardJudge.Judge(guard, before, now, time.GetElapsedTime(_begun));
        if (!isKept)
            _verdict = report with { Breach = UndoneByHand };
        else
            _verdict ??= report with { Breach = "", Note = report.Note.Length > 0 ? $"{KeptByHand}; {report.Note}" : KeptByHand };
    }
}
