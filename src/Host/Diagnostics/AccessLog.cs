using System.Collections.Concurrent;
using ActorProxy.Actors.Settings;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// Writes each request down from a thread of its own. Requests hand over finished lines and never wait: when the disk or
/// the reader of the pipe is slower than they are, new lines are dropped and counted.
/// </summary>
internal sealed class AccessLog : IAsyncDisposable
{
    private const int DefaultCapacity = 16 * 1024;

    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(1);

    // In the queue it stands between the lines of the old file and those of the new one.
    private static readonly AccessLogLine ReopenMark = new();

    private readonly ConcurrentQueue<AccessLogLine> _free = new();
    private readonly ConcurrentQueue<AccessLogLine> _full = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AccessLogFormat _format;
    private readonly AccessLogTarget _target;
    private readonly int _capacity;
    private int _queued;
    private long _dropped;
    private volatile bool _idle;
    private volatile bool _stopping;

    /// <summary>Opens the target; what that throws is the caller's.</summary>
    public AccessLog(Func<Stream> open, TimeProvider time, ILogger log, int capacity = DefaultCapacity)
    {
        _format = new AccessLogFormat(time);
        _target = new AccessLogTarget(open, log);
        _capacity = capacity;
        new Thread(Run) { IsBackground = true, Name = "access log" }.Start();
    }

    /// <summary>Lines that were not written because the queue was full, the target failed or the log had stopped.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>The log that the settings ask for, or null. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public static AccessLog? Start(AccessLogSettings settings, TimeProvider time, ILogger log) =>
        settings.Enabled ? new AccessLog(() => AccessLogTarget.Open(settings.Path), time, log) : null;

    /// <summary>Queues one line, or drops it.</summary>
    public void Write(in RequestRecord record)
    {
        var queued = Interlocked.Increment(ref _queued);
        if (queued > _capacity || _stopping)
        {
            Interlocked.Decrement(ref _queued);
            Interlocked.Increment(ref _dropped);
            return;
        }

        var line = _free.TryDequeue(out var used) ? used : new AccessLogLine();
        _format.Write(line, record);
        _full.Enqueue(line);
        WakeIfNeeded(queued);
    }

    /// <summary>Lets the writer go on in a new file after the old one was renamed. Returns at once.</summary>
    public void Reopen()
    {
        Interlocked.Increment(ref _queued);
        _full.Enqueue(ReopenMark);
        _wake.Set();
    }

    /// <summary>Writes what is queued and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _wake.Set();
        await _finished.Task.ConfigureAwait(false);
    }

    // The idle writer is woken by the first line, the busy one by its clock or by a queue that fills faster than that.
    private void WakeIfNeeded(int queued)
    {
        if (!_idle && queued != _capacity / 4)
            return;
        _idle = false;
        _wake.Set();
    }

    private void Run()
    {
        while (!_stopping)
        {
            var any = WriteQueued();
            _idle = !any;
            _wake.WaitOne(any ? BusyWait : IdleWait);
        }

        WriteQueued();
        _target.Close();
        _finished.SetResult();
    }

    private bool WriteQueued()
    {
        var any = false;
        while (_full.TryDequeue(out var line))
        {
            any = true;
            WriteOne(line);
            Interlocked.Decrement(ref _queued);
        }

        if (any)
            _target.Flush();
        return any;
    }

    private void WriteOne(AccessLogLine line)
    {
        if (ReferenceEquals(line, ReopenMark))
        {
            _target.Reopen();
            return;
        }

        if (!_target.Write(line.Bytes))
            Interlocked.Increment(ref _dropped);
        line.Clear();
        _free.Enqueue(line);
    }
}
