namespace ActorProxy.Host.Admin;

/// <summary>
/// Who changes the configuration of a node alone: one at a time, and the others wait. A trial has the turn until its end, which is too long for
/// some to wait: they are told of it, also those who began to wait before it did.
/// </summary>
internal sealed class ChangeTurns : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile LoneTrial? _trial;

    // Cancelled while there is a trial.
    private volatile CancellationTokenSource _calm = new();

    /// <summary>Who has the turn, when it is a trial.</summary>
    public LoneTrial? Trial => _trial;

    /// <summary>Waits for the turn. Null: it is taken, and has to be given back; or else the trial that is in the way.</summary>
    /// <param name="isPatient">Whether the end of a trial is not too long to wait.</param>
    /// <param name="stopping">There is no turn any more.</param>
    public async Task<LoneTrial?> TakeAsync(bool isPatient, CancellationToken stopping)
    {
        while (true)
        {
            using var given = CancellationTokenSource.CreateLinkedTokenSource(stopping, isPatient ? CancellationToken.None : _calm.Token);
            try
            {
                await _turn.WaitAsync(given.Token);
                return null;
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                // Of one that has ended in the same moment there is nothing to tell.
                if (_trial is { } trial)
                    return trial;
            }
        }
    }

    /// <summary>Who has the turn begins a trial.</summary>
    public async Task BeginAsync(LoneTrial trial)
    {
        _trial = trial;
        await _calm.CancelAsync();
    }

    /// <summary>And has ended it.</summary>
    public void End()
    {
        _calm = new CancellationTokenSource();
        _trial = null;
    }

    /// <summary>Gives the turn back.</summary>
    public void Give() => _turn.Release();

    /// <inheritdoc />
    public void Dispose()
    {
        _turn.Dispose();
        _calm.Dispose();
    }
}
