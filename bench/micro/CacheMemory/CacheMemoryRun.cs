using System.Globalization;
using System.Runtime;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Bench.Micro.CacheMemory;

/// <summary>
/// A million small objects in the memory of a cache, under the garbage collection that the program runs with: what a lookup takes, whether
/// the budget holds, and how long the collector stops everything. Prints Markdown.
/// </summary>
internal static class CacheMemoryRun
{
    /// <summary>On the command line.</summary>
    public const string Name = "cache-memory";

    private const int Million = 1_000_000;
    private const long Plenty = 4L << 30;
    private const int Requests = 10 * Million;
    private const int BytesPerRequest = 700; // What a request allocates, by the ProxiedRequest benchmark.

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static async Task RunAsync()
    {
        using var listener = new PauseListener();
        Print($"# A million small objects in the cache's memory\n");
        Print($"Collector: server {GCSettings.IsServerGC}, concurrent {GCSettings.LatencyMode == GCLatencyMode.Interactive}; .NET {Environment.Version}; load average {LoadAverage()}\n");
        await LookUpAsync(listener);
        await EvictAsync(listener);
        Print($"\nLoad average at the end: {LoadAverage()}");
    }

    private static async Task LookUpAsync(PauseListener listener)
    {
        var cache = New(Plenty);
        var objects = new SmallObjects(cache);
        var phases = new List<Phase>();
        Print($"| objects | ns/lookup, always the same 64 | ns/lookup, all of them | ns, all of them in a bare dictionary |\n| ------: | ----: | ----: | ----: |");
        var there = 0;
        foreach (var count in (int[])[1000, 100_000, Million])
        {
            var from = there;
            phases.Add(await Phase.RunAsync($"fill to {count}", listener, () => objects.Store(from, count - from)));
            there = count;
            Print($"| {count} | {LookupCost.Measure(cache, count, spread: false):0} | {LookupCost.Measure(cache, count, spread: true):0} | {LookupCost.MeasureBare(count):0} |");
        }

        phases.Add(await Phase.RunAsync("lookups at a million", listener, () => Serve(cache)));
        Print($"\n{cache.Count} objects, {cache.UsedBytes / 1e6:0} MB by the cache's count, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB in the heap\n");
        PrintPauses(phases);
    }

    // Half of the room that the objects of the first part took: every second has to go.
    private static async Task EvictAsync(PauseListener listener)
    {
        var one = New(Plenty);
        new SmallObjects(one).Store(0, 1);
        var limit = one.UsedBytes * Million / 2;
        var cache = New(limit);
        var objects = new SmallObjects(cache);
        long most = 0;
        var fill = await Phase.RunAsync("fill to half a million", listener, () => objects.Store(0, Million / 2));
        var evict = await Phase.RunAsync("a million more", listener, () => objects.Store(Million / 2, Million, () => most = Math.Max(most, cache.UsedBytes)));
        Print($"\nBudget {limit / 1e6:0.0} MB, most ever used {most / 1e6:0.0} MB ({(most <= limit ? "within" : "ABOVE")}); {cache.Count} stored, {cache.Counters.EvictedCount} evicted, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB in the heap\n");
        PrintPauses([fill, evict]);
    }

    // The garbage of requests beside a full cache.
    private static void Serve(ResponseCache cache)
    {
        for (var request = 0; request < Requests; request++)
        {
            var garbage = new byte[BytesPerRequest];
            if (cache.Find(SmallObjects.Key(request % Million)) is null || garbage.Length == 0)
                throw new InvalidOperationException($"object {request % Million} is not there");
        }
    }

    private static ResponseCache New(long memory) => new(new CacheLimits(memory, Plenty), new CacheClock(TimeProvider.System));

    private static void PrintPauses(IEnumerable<Phase> phases)
    {
        Print($"| phase | seconds | collections of gen 0/1/2 | pauses | longest ms | 99% ms | all ms | all ms by the collector |\n| --- | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var phase in phases)
        {
            double[] pauses = [.. phase.Pauses.Select(pause => pause.TotalMilliseconds).Order()];
            var most = pauses.Length == 0 ? 0 : pauses[^1];
            var usual = pauses.Length == 0 ? 0 : pauses[pauses.Length * 99 / 100];
            Print($"| {phase.Name} | {phase.Took.TotalSeconds:0.0} | {string.Join('/', phase.Collections)} | {pauses.Length} | {most:0.0} | {usual:0.0} | {pauses.Sum():0} | {phase.Reported.TotalMilliseconds:0} |");
        }
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(Culture));
}
