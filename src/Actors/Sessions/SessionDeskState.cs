using System.Collections.Immutable;

namespace ActorProxy.Actors.Sessions;

/// <summary>Who waits for word of which session.</summary>
internal sealed record SessionDeskState(ImmutableDictionary<string, ImmutableList<TaskCompletionSource<Binding>>> Waiting)
{
    public static SessionDeskState Empty { get; } = new(ImmutableDictionary<string, ImmutableList<TaskCompletionSource<Binding>>>.Empty);

    public SessionDeskState On(SessionDeskProtocol.Want want)
    {
        var waiting = Waiting.GetValueOrDefault(want.Message.Session, []);
        return new SessionDeskState(Waiting.SetItem(want.Message.Session, waiting.Add(want.Waiter)));
    }

    /// <summary>All who wait for a session get the same answer.</summary>
    public (SessionDeskState Next, ImmutableList<TaskCompletionSource<Binding>> Answered) On(SessionProtocol.Bound bound) =>
        (new SessionDeskState(Waiting.Remove(bound.Session)), Waiting.GetValueOrDefault(bound.Session, []));

    public SessionDeskState On(SessionDeskProtocol.SweepDue _) => new(Waiting
        .Select(one => KeyValuePair.Create(one.Key, one.Value.RemoveAll(waiter => waiter.Task.IsCompleted)))
        .Where(one => one.Value.Count > 0)
        .ToImmutableDictionary());
}
