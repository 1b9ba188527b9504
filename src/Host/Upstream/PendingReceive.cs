using System.Runtime.CompilerServices;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// One receive at a time, which may be under way before anybody waits for it: an idle connection has one, by which
/// it learns that the backend closes, and which then brings the response to the next request. Costs no allocation.
/// </summary>
/// <param name="channel">Where from.</param>
/// <param name="completed">
/// Called when a receive completes that did not do so at once, with whether <see cref="TryAwait"/> had been called for
/// it (or it was started so). What came is then taken by <see cref="Take"/>.
/// </param>
internal sealed class PendingReceive(ByteChannel channel, Action<bool> completed)
{
    /// <summary>What <see cref="Take"/> returns when the connection broke.</summary>
    public const int Broken = -1;

    private const int None = 0;
    private const int Unawaited = 1;
    private const int Awaited = 2;
    private const int Done = 3;

    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _awaiter;
    private Action? _onCompleted;
    private int _phase;
    private int _count;

    /// <summary>Whether there is none, neither under way nor to be taken.</summary>
    public bool IsNone => Volatile.Read(ref _phase) == None;

    /// <summary>Whether there is one to be taken.</summary>
    public bool IsDone => Volatile.Read(ref _phase) == Done;

    /// <summary>Starts one; true when it completed at once and is to be taken.</summary>
    public bool Start(Memory<byte> target, bool awaited)
    {
        if (TryComplete(target))
        {
            _phase = Done;
            return true;
        }

        Volatile.Write(ref _phase, awaited ? Awaited : Unawaited);
        _awaiter.UnsafeOnCompleted(_onCompleted ??= OnCompleted);
        return false;
    }

    /// <summary>Waits for the one under way; true when it is completed already and is to be taken.</summary>
    public bool TryAwait() => Interlocked.CompareExchange(ref _phase, Awaited, Unawaited) == Done;

    /// <summary>Bytes received, 0 at the end of the stream, or <see cref="Broken"/>.</summary>
    public int Take()
    {
        _phase = None;
        return _count;
    }

    private bool TryComplete(Memory<byte> target)
    {
        try
        {
#pragma warning disable CA2012 // The awaiter is kept in a field, but its result is taken once: here or in OnCompleted.
            _awaiter = channel.ReceiveAsync(target).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
            if (!_awaiter.IsCompleted)
                return false;
            _count = _awaiter.GetResult();
        }
        catch (Exception exception) when (NetworkFault.Is(exception))
        {
            _count = Broken;
        }

        return true;
    }

    private void OnCompleted()
    {
        try
        {
            _count = _awaiter.GetResult();
        }
        catch (Exception exception) when (NetworkFault.Is(exception))
        {
            _count = Broken;
        }

        completed(Interlocked.Exchange(ref _phase, Done) == Awaited);
    }
}
