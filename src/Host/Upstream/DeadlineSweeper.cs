namespace ActorProxy.Host.Upstream;

/// <summary>
/// Watches the deadlines of all connections by one timer instead of one for each operation. Its clock counts its own looks:
/// reading it is one load, a deadline passes up to two periods late, never early, and the time in which this process got
/// no processor is not held against a backend.
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
    private readonly ITimer _timer;
    private long _now;

    public DeadlineSweeper(TimeProvider time) =>
        _timer = time.CreateTimer(static sweeper => ((DeadlineSweeper)sweeper!).Sweep(), this, Period, Period);

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

    // Ends connections outside the lock, and one look at a time: timers may overlap when the machine is busy.
    private void Sweep()
    {
        lock (_due)
        {
            Volatile.Write(ref _now, _now + (long)Period.TotalMilliseconds);
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
