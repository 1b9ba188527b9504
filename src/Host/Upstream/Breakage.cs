using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>Why we closed a connection in use: the first reason counts. None while we did not.</summary>
internal sealed class Breakage
{
    private volatile Failure _why;

    public Failure Why => _why;

    public void Set(Failure why) => Interlocked.CompareExchange(ref _why, why, Failure.None);

    /// <summary>The reason, or <paramref name="otherwise"/> when it was not us.</summary>
    public Failure Or(Failure otherwise) => Why is Failure.None ? otherwise : Why;
}
