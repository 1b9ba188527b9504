namespace ActorProxy.Actors.Balancing;

/// <summary>Counts the turns of a rotation, for all threads and for all pickers that follow one another in a pool.</summary>
internal sealed class Turns
{
    private uint _next = uint.MaxValue;

    /// <summary>0, 1, 2 … and after the largest 0 again.</summary>
    public uint Next() => Interlocked.Increment(ref _next);
}
