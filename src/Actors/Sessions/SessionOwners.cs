using ActorProxy.Actors.Clustering;
using Akka.Actor;
using static ActorProxy.Actors.Sessions.SessionDeskProtocol;

namespace ActorProxy.Actors.Sessions;

/// <summary>The way to the owners of sessions, for those who are not actors: bounded in time, and never a failure.</summary>
internal sealed class SessionOwners(SessionCounters counters, TimeProvider time)
{
    // After an owner did not answer, its shard is left alone for so long: it is being started elsewhere.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly long[] _restsUntil = new long[SessionShards.Count];
    private volatile IActorRef? _desk;
    private volatile ClusterViewCell? _view;

    /// <summary>Time that an owner gets. Changed on reload.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks here from now on; null: there is nobody to ask.</summary>
    public void Use(IActorRef? desk, ClusterViewCell? view) => (_view, _desk) = (view, desk);

    /// <summary>What the owner says, or null when it says nothing in time.</summary>
    public async ValueTask<Binding?> AskAsync(ISessionMessage message)
    {
        if (_desk is not { } desk || _view is { Current.IsUp: false })
        {
            counters.CountApart();
            return null;
        }

        ref var rests = ref _restsUntil[SessionShards.Of(message.Session)];
        if (time.GetTimestamp() < Volatile.Read(ref rests))
        {
            counters.CountLate();
            return null;
        }

        counters.CountAsked();
        var waiter = new TaskCompletionSource<Binding>(TaskCreationOptions.RunContinuationsAsynchronously);
        desk.Tell(new Want(message, waiter));
        try
        {
            return await waiter.Task.WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            waiter.TrySetCanceled();
            LetRest(message.Session);
            counters.CountLate();
            return null;
        }
    }

    /// <summary>Lets the owner know, without waiting.</summary>
    public void Tell(ISessionMessage message)
    {
        if (_desk is not { } desk || _view is { Current.IsUp: false })
            return;
        counters.CountTouched();
        desk.Tell(message);
    }

    private void LetRest(string session) => Volatile.Write(
        ref _restsUntil[SessionShards.Of(session)], time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
}
