using System.Diagnostics;

namespace ActorProxy.Bench.Micro.CacheMemory;

/// <summary>A part of the run, and what the garbage collector did in it.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Took">By the clock.</param>
/// <param name="Collections">Of generations 0, 1 and 2.</param>
/// <param name="Pauses">Each.</param>
/// <param name="Reported">Their sum, as the collector itself reports it.</param>
internal sealed record Phase(string Name, TimeSpan Took, IReadOnlyList<int> Collections, IReadOnlyList<TimeSpan> Pauses, TimeSpan Reported)
{
    private static readonly int[] Generations = [0, 1, 2];

    public static async Task<Phase> RunAsync(string name, PauseListener listener, Action action)
    {
        await listener.TakeAsync();
        var before = Counts();
        var paused = GC.GetTotalPauseDuration();
        var watch = Stopwatch.StartNew();
        action();
        var took = watch.Elapsed;
        var reported = GC.GetTotalPauseDuration() - paused;
        int[] collections = [.. Counts().Zip(before, (after, earlier) => after - earlier)];
        return new Phase(name, took, collections, await listener.TakeAsync(), reported);
    }

    private static int[] Counts() => [.. Generations.Select(GC.CollectionCount)];
}
