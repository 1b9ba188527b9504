using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// The connections of a listener's server on one ring that have no client now: each waits for a request, of whomever. The one used last is
/// used next, for it is in the processor's caches still; those that nobody has needed for a while end. On the ring's thread, but for the
/// constructor.
/// </summary>
internal sealed class Spares(RingThread thread, RingListener listener) : RingHandle(thread)
{
    private readonly List<RingSocket> _spares = [];
    private int _sweeps;
    private int _fewest;
    private bool _isOver;

    /// <summary>One for another client; null when there is none.</summary>
    public RingSocket? Take()
    {
        while (_spares.Count > 0)
        {
            var last = _spares[^1];
            _spares.RemoveAt(_spares.Count - 1);
            _fewest = Math.Min(_fewest, _spares.Count);
            if (last.IsSpare && last.MadeUnder == listener.Policy)
                return last;
            End(last);
        }

        return null;
    }

    /// <summary>One whose client waits again.</summary>
    public void Add(RingSocket spare)
    {
        if (_isOver || spare.MadeUnder != listener.Policy)
            End(spare);
        else
            _spares.Add(spare);
    }

    /// <inheritdoc />
    public override void CloseNow()
    {
        if (_isOver)
            return;
        _isOver = true;
        EndFirst(_spares.Count);
        Detach();
    }

    /// <inheritdoc />
    public override void OnSweep()
    {
        if (listener.Policy is { } policy && ++_sweeps < Thread.SweepsOf(policy.KeepSparesFor))
            return;
        EndFirst(_fewest);
        (_sweeps, _fewest) = (0, _spares.Count);
    }

    /// <inheritdoc />
    protected override void OnCompleted(RingOperation operation, int result, uint flags)
    {
    }

    /// <inheritdoc />
    protected override void OnDetached()
    {
    }

    private void EndFirst(int count)
    {
        var unused = _spares[..count];
        _spares.RemoveRange(0, count);
        unused.ForEach(End);
    }

    private void End(RingSocket spare)
    {
        listener.Counter?.ServerReleased();
        spare.EndSpare();
    }
}
