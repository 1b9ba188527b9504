namespace ActorProxy.Actors.Tests.Requests;

internal static class Allocation
{
    private const int Rounds = 2000;

    /// <summary>Bytes that this thread allocates for an action, once everything is compiled and warm.</summary>
    public static double BytesFor(Action action)
    {
        for (var i = 0; i < Rounds; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
            action();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
