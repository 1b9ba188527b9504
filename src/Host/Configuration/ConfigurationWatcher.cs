using System.Threading.Channels;

namespace ActorProxy.Host.Configuration;

/// <summary>
/// Tells when any of the files of a configuration holds something else than before. A notification from the system only
/// prompts a look, and a look is taken from time to time anyway, so it makes no difference how a file is replaced: written in
/// place, renamed over, or by a symbolic link, as editors, deployment tools and Kubernetes do.
/// </summary>
/// <remarks>
/// A change is told once two looks in a row see the same new content, so that a file is not read half written. Looks are never
/// put off by further notifications: a log that grows in the same directory does not hide a change.
/// </remarks>
internal sealed class ConfigurationWatcher : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(1);
    private readonly TimeSpan _settle;
    private readonly Func<string, Action, IDisposable?> _notifier;
    private readonly ITimer _nextLook;
    private readonly ITimer _poll;
    private IReadOnlyList<IDisposable> _directories = [];
    private IReadOnlyList<string> _files = [];
    private string _told = "";
    private string _seen = "";
    private bool _lookIsDue;
    private bool _disposed;

    /// <summary>Watches nothing until <see cref="Watch"/>.</summary>
    /// <param name="time">Drives the looks.</param>
    /// <param name="settle">Time from a notification to the look, and between the two looks that must agree.</param>
    /// <param name="poll">Time between looks that nothing prompted; for file systems that notify nobody.</param>
    /// <param name="notifier">Notifications for a directory; null: <see cref="DirectoryNotifier.Start"/>.</param>
    public ConfigurationWatcher(TimeProvider time, TimeSpan settle, TimeSpan poll, Func<string, Action, IDisposable?>? notifier = null)
    {
        _notifier = notifier ?? DirectoryNotifier.Start;
        _settle = settle;
        _nextLook = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _poll = time.CreateTimer(_ => Prompt(), null, poll, poll);
    }

    /// <summary>
    /// Replaces what is watched. Changes are counted from what <paramref name="files"/> held when they were loaded, so that what
    /// was written since is told and what is loaded already is not.
    /// </summary>
    /// <param name="files">Absolute paths.</param>
    /// <param name="fingerprint">Of what was loaded, by <see cref="FileFingerprint"/>.</param>
    public void Watch(IReadOnlyList<string> files, string fingerprint)
    {
        var directories = files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Distinct();
        lock (_lock)
        {
            if (_disposed)
                return;
            _told = _seen = fingerprint;
            _changes.Reader.TryRead(out _); // It was of what is loaded now, or the look below tells it again.
            if (!files.SequenceEqual(_files))
            {
                _files = files;
                Replace([.. directories.Select(directory => _notifier(directory, Prompt)).OfType<IDisposable>()]);
            }

            Prompt();
        }
    }

    /// <summary>Completes when there was a change since the last completion or <see cref="Watch"/>.</summary>
    public async Task WaitForChangeAsync(CancellationToken cancel) => await _changes.Reader.ReadAsync(cancel);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _nextLook.Dispose();
            _poll.Dispose();
            Replace([]);
        }
    }

    private void Prompt()
    {
        lock (_lock)
        {
            if (_lookIsDue || _disposed)
                return;
            _lookIsDue = true;
            _nextLook.Change(_settle, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            _lookIsDue = false;
            var now = FileFingerprint.Of(_files);
            if (now == _seen && now != _told)
            {
                _told = now;
                _changes.Writer.TryWrite(true);
            }
            else if (now != _seen)
            {
                _seen = now;
                Prompt();
            }
        }
    }

    private void Replace(IReadOnlyList<IDisposable> directories)
    {
        foreach (var old in _directories)
            old.Dispose();
        _directories = directories;
    }
}
