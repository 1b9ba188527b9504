namespace ActorProxy.Actors.Purges;

/// <summary>Keeps the state from one system that is a member to the next, and for purges made between them.</summary>
internal sealed class PurgeBook(string origin)
{
    private readonly Lock _gate = new();
    private PurgeState _state = new(origin);

    public PurgeState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>The state after a step.</summary>
    public PurgeState Step(Func<PurgeState, PurgeState> step)
    {
        lock (_gate)
            return _state = step(_state);
    }
}
