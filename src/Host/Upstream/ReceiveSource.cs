using System.Threading.Tasks.Sources;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// What the receive operations of a connection complete with when they have to wait: one reusable source for all, since
/// only one of them is under way at a time. Continuations run at once, on the thread that the bytes came on.
/// </summary>
internal sealed class ReceiveSource : IValueTaskSource<Failure>, IValueTaskSource<BodyPiece>, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<bool> _core;

    public Failure Head { get; set; }

    public BodyPiece Body { get; set; }

    public int Raw { get; set; }

    /// <summary>Before the operation can be completed by another thread.</summary>
    public void Reset() => _core.Reset();

    public void Complete() => _core.SetResult(true);

    public ValueTask<Failure> WaitHead() => new(this, _core.Version);

    public ValueTask<BodyPiece> WaitBody() => new(this, _core.Version);

    public ValueTask<int> WaitRaw() => new(this, _core.Version);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    Failure IValueTaskSource<Failure>.GetResult(short token)
    {
        _core.GetResult(token);
        return Head;
    }

    BodyPiece IValueTaskSource<BodyPiece>.GetResult(short token)
    {
        _core.GetResult(token);
        return Body;
    }

    int IValueTaskSource<int>.GetResult(short token)
    {
        _core.GetResult(token);
        return Raw;
    }
}
