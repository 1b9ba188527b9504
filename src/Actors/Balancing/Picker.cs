using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Balancing;

/// <summary>
/// Chooses in a pool. Built by the RouterActor from membership and health, called by every request at once from any thread,
/// never blocking and without allocation.
/// </summary>
public abstract class Picker
{
    /// <summary>Where pickers that take turns are in their rotation; the picker that replaces this one goes on from there.</summary>
    internal virtual Turns? Turns => null;

    /// <summary>A backend that is not among <paramref name="tried"/>, or null when none is left.</summary>
    public abstract Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried);
}
