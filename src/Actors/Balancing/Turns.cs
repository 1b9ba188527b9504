namespace ActorProxy.Actors.Balancing;

/// <summary>Counts the turns of a rotation, for all threads and for all pickers that follow one another in a pool.</summary>
internal sealed class Turns
{
    private uint _next = uint.MaxValue;

    /// <summary>Begins elsewhere, so that nodes that are started together do not all begin with the same backend.</summary>
    public void BeginAt(uint turn) => Volatile.Write(ref _next, turn - 1);

    /// <summary>0, 1, 2 … and after the largest 0 again.</summary>
    public uint Next() => Interlocked.Increment(ref _next);
}
