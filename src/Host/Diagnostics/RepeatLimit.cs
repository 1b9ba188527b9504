using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// Bounds how often a library may say the same, for what clients can cause must not fill a disk: five times in ten seconds, then one
/// line that says how many were left out. Any thread may ask.
/// </summary>
/// <param name="time">Counts the seconds.</param>
/// <param name="tell">Writes the line about those left out.</param>
internal sealed class RepeatLimit(TimeProvider time, Action<LogLevel, string> tell)
{
    private const int Most = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Dictionary<EventId, Kind> _kinds = [];

    /// <summary>Whether this one is to be written; otherwise it is counted.</summary>
    public bool Admits(EventId id, LogLevel level, string message)
    {
        lock (_kinds)
        {
            if (!_kinds.TryGetValue(id, out var kind))
                _kinds[id] = kind = new Kind();
            if (kind.Telling is null && (kind.Said == 0 || time.GetElapsedTime(kind.Since) >= Window))
                (kind.Since, kind.Said) = (time.GetTimestamp(), 0);
            if (++kind.Said <= Most)
                return true;
            (kind.Level, kind.Last) = (level, message);
            // Also when it is never said again, somebody has to hear how often it was.
            kind.Telling ??= time.CreateTimer(_ => Tell(kind), null, Window - time.GetElapsedTime(kind.Since), Timeout.InfiniteTimeSpan);
            return false;
        }
    }

    private void Tell(Kind kind)
    {
        string line;
        lock (_kinds)
        {
            line = $"{kind.Said - Most} more in {Window.TotalSeconds:0} s like: {kind.Last}";
            kind.Telling?.Dispose();
            (kind.Telling, kind.Said) = (null, 0);
        }

        tell(kind.Level, line);
    }

    // Of messages: its event. Libraries have some dozens.
    private sealed class Kind
    {
        public long Since { get; set; }

        public int Said { get; set; }

        public LogLevel Level { get; set; }

        public string Last { get; set; } = "";

        public ITimer? Telling { get; set; }
    }
}
