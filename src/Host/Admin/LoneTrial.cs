using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Admin;

/// <summary>A trial on a node alone, for those who come while it is watched.</summary>
/// <param name="version">What is on trial.</param>
/// <param name="guard">How long, and within which bounds.</param>
/// <param name="time">The clock.</param>
internal sealed class LoneTrial(ConfigurationVersion version, GuardSettings guard, TimeProvider time) : IDisposable
{
    private readonly TaskCompletionSource<ChangeResult> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly long _began = time.GetTimestamp();
    private volatile bool _isUndone;

    /// <summary>What is on trial.</summary>
    public ConfigurationVersion Version => version;

    /// <summary>How long, and within which bounds.</summary>
    public GuardSettings Guard => guard;

    /// <summary>By which it is watched.</summary>
    public TimeProvider Time => time;

    /// <summary>For how long it is still watched.</summary>
    public TimeSpan Left => guard.Watch - time.GetElapsedTime(_began);

    /// <summary>Cancelled when somebody has ended it.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Of one that was ended: whether it stands. To undo is the last word.</summary>
    public bool IsKept => !_isUndone;

    /// <summary>Ends it by hand; what became of it then.</summary>
    public async Task<ChangeResult> EndAsync(bool isKept)
    {
        _isUndone |= !isKept;
        try
        {
            await _ended.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended in the same moment by itself.
        }

        return await _outcome.Task;
    }

    /// <summary>Tells them.</summary>
    public void Tell(ChangeResult result) => _outcome.TrySetResult(result);

    /// <inheritdoc />
    public void Dispose() => _ended.Dispose();
}
