namespace ActorProxy.Host.Upstream;

/// <summary>
/// Watches the deadlines of all connections by one timer instead of one for each operation. Its clock is as coarse as its
/// period: reading it is one load, and a deadline passes up to two periods late, never early.
/// </summary>
internal sealed class DeadlineSweeper : IDisposable
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>A deadline that never passes.</summary>
    public const long Never = long.MaxValue;

    private readonly Lock _lock = new();
    private readonly HashSet<UpstreamConnection> _watched = [];
    private readonly List<UpstreamConnection> _due = [];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _now;

    public DeadlineSweeper(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static sweeper => ((DeadlineSweeper)sweeper!).Sweep(), this, Period, Period);
    }

    /// <summary>Milliseconds since the sweeper was made, at its last look.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>The deadline that many milliseconds from now.</summary>
    public long After(long milliseconds) => Now + milliseconds + (long)Period.TotalMilliseconds;

    /// <summary>Once for each connection, not for each request.</summary>
    public void Watch(UpstreamConnection connection)
    {
        lock (_lock)
            _watched.Add(connection);
    }

    public void Forget(UpstreamConnection connection)
    {
        lock (_lock)
            _watched.Remove(connection);
    }

    public void Dispose() => _timer.Dispose();

    // Ends connections outside the lock, and never twice at once: timers may overlap when the machine is busy.
    private void Sweep()
    {
        lock (_due)
        {
            Volatile.Write(ref _now, (long)_time.GetElapsedTime(_start).TotalMilliseconds);
            lock (_lock)
            {
                foreach (var connection in _watched)
                {
                    if (connection.IsOverdue(_now))
                        _due.Add(connection);
                }
            }

            foreach (var connection in _due)
                connection.EndOverdue(_now);
            _due.Clear();
        }
    }
}
