using System.Collections.Concurrent;
using System.Diagnostics;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Bench.Micro.CacheMemory;

/// <summary>What finding a stored response takes: the key is there, hashing it is included, as for a request.</summary>
internal static class LookupCost
{
    private const int Batch = 100_000;
    private const int Trials = 15;
    private const int Few = 64;
    private const int Seed = 3;

    private static readonly NoValues Nobody = new();

    /// <summary>Nanoseconds of the quickest of several trials: what other programs take from the processor is not the cache's.</summary>
    /// <param name="cache">Full.</param>
    /// <param name="objects">How many are in it, from number 0 on.</param>
    /// <param name="spread">Whether all of them are asked for, by chance, or always the same few.</param>
    public static double Measure(ResponseCache cache, int objects, bool spread)
    {
        var keys = Keys(spread ? objects : Few);
        return Enumerable.Range(0, Trials).Min(_ => Trial(cache, keys));
    }

    /// <summary>The same in a bare dictionary by the same keys, whose values nobody looks at: what memory alone takes for so many objects.</summary>
    public static double MeasureBare(int objects)
    {
        var bare = new ConcurrentDictionary<CacheKey, object>(Enumerable.Range(0, objects).Select(number => KeyValuePair.Create(SmallObjects.Key(number), new object())));
        var keys = Keys(objects);
        return Enumerable.Range(0, Trials).Min(_ => Trial(bare, keys));
    }

    private static double Trial(ConcurrentDictionary<CacheKey, object> bare, CacheKey[] keys)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var key in keys)
        {
            if (!bare.ContainsKey(key))
                throw new InvalidOperationException($"{key} is not there");
        }

        return Stopwatch.GetElapsedTime(begun).TotalNanoseconds / keys.Length;
    }

    private static double Trial(ResponseCache cache, CacheKey[] keys)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var key in keys)
        {
            if (cache.Find(key)?.Select(Nobody) is not { } found)
                throw new InvalidOperationException($"{key} is not there");
            ResponseCache.Use(found);
        }

        return Stopwatch.GetElapsedTime(begun).TotalNanoseconds / keys.Length;
    }

    private static CacheKey[] Keys(int objects)
    {
#pragma warning disable CA5394 // Chance, not secrecy.
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, Batch).Select(_ => SmallObjects.Key(random.Next(objects)))];
#pragma warning restore CA5394
    }

    private sealed class NoValues : IRequestValues
    {
        public string? Value(string name) => null;
    }
}
