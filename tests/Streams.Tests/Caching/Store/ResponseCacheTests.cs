using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Streams.Tests.Caching.Store;

/// <summary>The store of one route as a whole.</summary>
public sealed class ResponseCacheTests
{
    private readonly FakeTimeProvider _time = new(Make.Moment);
    private readonly ResponseCache _cache;

    public ResponseCacheTests() => _cache = new ResponseCache(new CacheLimits(1_000_000, 100_000), new CacheClock(_time));

    [Fact]
    public void Key_IsSiteAndTarget()
    {
        Store("http://a", "/x");

        Assert.NotNull(Find("http://a", "/x"));
        Assert.Null(Find("https://a", "/x"));
        Assert.Null(Find("http://a", "/X"));
        Assert.Null(Find("http://a", "/x?"));
    }

    [Fact]
    public void Invalidation_ThrowsAwayAllVariants()
    {
        Store("http://a", "/x");
        Store("http://a", "/x", "Vary: A");
        Store("http://a", "/y");

        Assert.Equal(2, _cache.Invalidate(new CacheKey("http://a", "/x")));
        Assert.Equal(0, _cache.Invalidate(new CacheKey("http://a", "/nothing")));

        Assert.Null(Find("http://a", "/x"));
        Assert.NotNull(Find("http://a", "/y"));
    }

    [Fact]
    public void Bytes_WhateverIsStored_StayWithinTheBudget()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Store("http://a", $"/{i}", length: 10_000);
            Assert.InRange(_cache.UsedBytes, 1, 1_000_000);
        }

        Assert.Equal(1_000, _cache.Counters.StoredCount);
        Assert.Equal(1_000 - _cache.Count, _cache.Counters.EvictedCount);
    }

    [Fact]
    public void Scan_LeavesWhatIsUsed()
    {
        for (var i = 0; i < 30; i++)
        {
            Store("http://a", $"/hot{i}", length: 10_000);
            ResponseCache.Use(Find("http://a", $"/hot{i}")!);
            ResponseCache.Use(Find("http://a", $"/hot{i}")!);
        }

        for (var i = 0; i < 5_000; i++)
            Store("http://a", $"/scan{i}", length: 10_000);

        Assert.All(Enumerable.Range(0, 30), i => Assert.NotNull(Find("http://a", $"/hot{i}")));
    }

    [Fact]
    public void Eviction_LetsGoOfTheUrl()
    {
        for (var i = 0; i < 500; i++)
            Store("http://a", $"/{i}", length: 10_000);

        Assert.Equal(_cache.Count, Enumerable.Range(0, 500).Count(i => _cache.Find(new CacheKey("http://a", $"/{i}")) is not null));
    }

    [Fact]
    public void Limits_MadeSmaller_HoldAtOnce()
    {
        for (var i = 0; i < 50; i++)
            Store("http://a", $"/{i}", length: 10_000);

        _cache.Configure(new CacheLimits(100_000, 10_000));

        Assert.InRange(_cache.UsedBytes, 1, 100_000);
    }

    [Fact]
    public void Url_OfAFetchThatBroughtNothing_IsForgotten()
    {
        var key = new CacheKey("http://a", "/x");
        _cache.Join(key, new Request(), out var entry, out _)!.Land(null);

        _cache.Close(entry);

        Assert.Null(_cache.Find(key));
        Assert.False(_cache.TryStore(entry, entry.Generation, Make.Response()));
    }

    [Fact]
    public void Url_ThatIsInUse_IsNotForgotten()
    {
        var key = new CacheKey("http://a", "/x");
        _cache.Join(key, new Request(), out var entry, out _);

        _cache.Close(entry);

        Assert.Same(entry, _cache.Find(key));
    }

    /// <summary>The last thing in it may go at any moment, also while a request is on its way in.</summary>
    [Fact]
    public void Url_ThatIsForgottenWhileItIsJoined_IsStoredAllTheSame()
    {
        var key = new CacheKey("http://a", "/x");
        Store("http://a", "/x", "Vary: A");
        var gone = _cache.Find(key);

        var flight = _cache.Join(key, new OnLook(() => _cache.Invalidate(key)), out var entry, out var leads);

        Assert.True(leads);
        Assert.NotSame(gone, entry);
        Assert.True(_cache.TryStore(entry, flight!.Generation, Make.Response()));
        Assert.NotNull(Find("http://a", "/x"));
    }

    [Fact]
    public void UrlsWhoseAnswersAreNotShared_AreForgottenInTheEnd()
    {
        var first = new CacheKey("http://a", "/first");
        _cache.GoAlone(_cache.Open(first), 10);
        Assert.NotNull(_cache.Find(first));

        for (var i = 0; i < 17_000; i++)
            _cache.GoAlone(_cache.Open(new CacheKey("http://a", $"/{i}")), 10);

        Assert.Null(_cache.Find(first));
    }

    [Fact]
    public async Task Store_FromManyThreads_KeepsItsBooks()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() => Work(new Random(seed)))));

        _cache.Purge(new CachePurge(IsSoft: false));
        Assert.Equal((0, 0), (_cache.Count, _cache.UsedBytes));
    }

    private void Work(Random random)
    {
        for (var i = 0; i < 3_000; i++)
        {
            var target = $"/{random.Next(100)}";
            var entry = _cache.Open(new CacheKey("http://a", target));
            switch (random.Next(6))
            {
                case 0 when entry.Select(new Request()) is { } stored:
                    _cache.Drop(stored);
                    break;
                case 1:
                    _cache.Invalidate(entry.Key);
                    break;
                case 2:
                    _cache.Purge(new CachePurge(IsSoft: random.Next(2) == 0) { Url = $"http://a{target}" });
                    break;
                case 3 when entry.Select(new Request()) is { } stored:
                    ResponseCache.Use(stored);
                    break;
                default:
                    _cache.TryStore(entry, entry.Generation, Make.Response(random.Next(50_000)));
                    break;
            }
        }
    }

    private StoredResponse? Find(string site, string target) => _cache.Find(new CacheKey(site, target))?.Select(new Request());

    private void Store(string site, string target, string field = "X: 1", int length = 10)
    {
        var entry = _cache.Open(new CacheKey(site, target));
        Assert.True(_cache.TryStore(entry, entry.Generation, Make.Response(length, Make.Fields(field), bornAt: _cache.Clock.Now)));
    }

    // Something happens in the moment in which the request is looked at.
    private sealed class OnLook(Action happens) : IRequestValues
    {
        public string? Value(string name)
        {
            happens();
            return null;
        }
    }
}
