using System.Runtime.CompilerServices;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Tests.Caching.Store;

/// <summary>Who stays in a budget of bytes.</summary>
public sealed class MemoryBudgetTests
{
    private const int Size = 10_000;
    private readonly List<StoredResponse> _evicted = [];

    [Fact]
    public void Used_IsTheSumOfTheWeights()
    {
        var budget = Budget(100);
        var responses = Add(budget, 10);

        Assert.Equal(responses.Sum(response => response.Weight), budget.Used);
        budget.Remove(responses[3]);
        budget.Remove(responses[3]);
        Assert.Equal(responses.Where(response => response != responses[3]).Sum(response => response.Weight), budget.Used);
        Assert.Empty(_evicted);
    }

    [Fact]
    public void Used_WhateverComes_StaysWithinTheLimit()
    {
        var budget = Budget(20);
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++)
        {
            var response = In(Make.Response(random.Next(3 * Size)), i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            budget.Add(response);
            if (random.Next(3) == 0)
                MemoryBudget.Touch(response);
            if (random.Next(10) == 0)
                budget.Remove(response);
            Assert.InRange(budget.Used, 0, budget.Limit);
        }
    }

    [Fact]
    public void Response_LargerThanTheLimit_GoesAlone_AndNotWhatIsUsed()
    {
        var budget = Budget(100);
        var hot = AddHot(budget, 50);

        var giant = In(Make.Response(200 * Size), "giant");
        budget.Add(giant);

        Assert.Contains(giant, _evicted);
        Assert.Empty(hot.Intersect(_evicted));
        Assert.InRange(budget.Used, 1, budget.Limit);
    }

    /// <summary>A scan: many URLs, each asked for once.</summary>
    [Fact]
    public void Scan_PushesOutNothingThatIsUsed()
    {
        var budget = Budget(100);
        var hot = AddHot(budget, 50);

        Add(budget, 10_000, "scan");

        Assert.Empty(hot.Intersect(_evicted));
        Assert.InRange(budget.Used, 1, budget.Limit);
    }

    [Fact]
    public void WhatIsNotUsedAnyMore_GoesInTheEnd()
    {
        var budget = Budget(100);
        var once = AddHot(budget, 80, "once");
        for (var round = 0; round < 20; round++)
            AddHot(budget, 80, $"now{round}");

        Assert.Equal(once.Length, once.Intersect(_evicted).Count());
    }

    [Fact]
    public void Newcomer_ThatComesBackSoon_IsAdmittedAtOnce()
    {
        var budget = Budget(100);
        Add(budget, 200, "first");
        var gone = _evicted[^1];
        var back = In(Make.Response(Size), gone.Entry!.Key.Target);

        budget.Add(back);
        Add(budget, 1_000, "scan");

        Assert.DoesNotContain(back, _evicted);
    }

    [Fact]
    public void Growth_IsCounted_AndMayPushOutOthers()
    {
        var budget = Budget(10);
        var others = Add(budget, 8);
        var body = new MemoryBody(0);
        var growing = In(Make.Response(body), "growing");
        budget.Add(growing);
        MemoryBudget.Touch(growing);
        MemoryBudget.Touch(growing);

        body.Append(new byte[5 * Size]);
        budget.Recount(growing);

        Assert.NotEmpty(others.Intersect(_evicted));
        Assert.InRange(budget.Used, growing.Weight, budget.Limit);
    }

    [Fact]
    public void Growth_OfWhatHasGone_IsNotCounted()
    {
        var budget = Budget(100);
        var body = new MemoryBody(0);
        var response = In(Make.Response(body), "growing");
        budget.Add(response);
        budget.Remove(response);

        body.Append(new byte[Size]);
        budget.Recount(response);

        Assert.Equal(0, budget.Used);
    }

    [Fact]
    public void Limit_MadeSmaller_PushesOutAtOnce()
    {
        var budget = Budget(100);
        Add(budget, 50);

        budget.Limit = 10 * Size;

        Assert.InRange(budget.Used, 1, 10 * Size);
        Assert.NotEmpty(_evicted);
    }

    /// <summary>A page that is replaced every second for weeks must not fill the memory with its past.</summary>
    [Fact]
    public void WhatWasRemoved_IsNotHeld()
    {
        var budget = Budget(1_000_000);
        var first = AddAndRemove(budget);
        for (var i = 0; i < 10_000; i++)
            AddAndRemove(budget);

        GC.Collect();

        Assert.False(first.IsAlive);
        GC.KeepAlive(budget);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference AddAndRemove(MemoryBudget budget)
    {
        var response = In(Make.Response(10), "same");
        budget.Add(response);
        budget.Remove(response);
        return new WeakReference(response);
    }

    private static StoredResponse In(StoredResponse response, string target)
    {
        response.Entry = new CacheEntry(new CacheKey("http://a", target));
        return response;
    }

    private static StoredResponse[] Add(MemoryBudget budget, int count, string name = "r")
    {
        StoredResponse[] responses = [.. Enumerable.Range(0, count).Select(i => In(Make.Response(Size), $"/{name}{i}"))];
        Array.ForEach(responses, budget.Add);
        return responses;
    }

    private static StoredResponse[] AddHot(MemoryBudget budget, int count, string name = "hot")
    {
        StoredResponse[] responses = [.. Enumerable.Range(0, count).Select(i => In(Make.Response(Size), $"/{name}{i}"))];
        foreach (var response in responses)
        {
            budget.Add(response);
            MemoryBudget.Touch(response);
            MemoryBudget.Touch(response);
        }

        return responses;
    }

    private MemoryBudget Budget(int sizes) => new(sizes * Size, _evicted.Add);
}
