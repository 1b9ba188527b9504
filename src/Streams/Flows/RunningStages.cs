namespace ActorProxy.Streams.Flows;

/// <summary>Counts the stages that were started and have not stopped, so that a test can prove that none is left running.</summary>
public sealed class RunningStages
{
    private long _count;

    /// <summary>How many.</summary>
    public long Count => Interlocked.Read(ref _count);

    internal void Started() => Interlocked.Increment(ref _count);

    internal void Stopped() => Interlocked.Decrement(ref _count);
}
