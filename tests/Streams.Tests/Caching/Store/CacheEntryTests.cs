using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Streams.Tests.Caching.Store;

/// <summary>The stored responses of one URL, and the fetches that requests share (RFC 9111 sections 4 and 4.1).</summary>
public sealed class CacheEntryTests
{
    private readonly FakeTimeProvider _time = new(Make.Moment);
    private readonly ResponseCache _cache;
    private readonly CacheEntry _entry;

    public CacheEntryTests()
    {
        _cache = new ResponseCache(new CacheLimits(10_000_000, 1_000_000), new CacheClock(_time));
        _entry = _cache.Open(new CacheKey("http://a", "/"));
    }

    [Fact]
    public void Variants_AreSelectedByTheirFields()
    {
        var english = Store("Vary: Accept-Language", "Accept-Language: en");
        var german = Store("Vary: Accept-Language", "Accept-Language: de");

        Assert.Same(english, Select("Accept-Language: EN"));
        Assert.Same(german, Select("Accept-Language: de"));
        Assert.Null(Select("Accept-Language: fr"));
        Assert.Null(Select());
    }

    [Fact]
    public void Variant_OfTheSameSelection_IsReplaced()
    {
        Store("Vary: A", "A: 1");
        var second = Store("Vary: A", "A: 1");

        Assert.Equal([second], _entry.Variants);
        Assert.Equal(second.Weight, _cache.UsedBytes);
    }

    [Fact]
    public void Variants_WithOtherSelectingFields_AreLookedAtNewestFirst()
    {
        var byA = Store("Vary: A", "A: 1");
        var byB = Store("Vary: B", "A: 1", "B: 2");

        Assert.Same(byB, Select("A: 1", "B: 2"));
        Assert.Same(byA, Select("A: 1", "B: 3"));
        var plain = Store("X: 1", "A: 1");
        Assert.Same(plain, Select("A: 1", "B: 2"));
    }

    [Fact]
    public void Variants_WithoutEnd_AreBounded()
    {
        for (var i = 0; i < 1_000; i++)
            Store("Vary: A", $"A: {i}");

        Assert.InRange(_entry.Variants.Count, 1, 64);
        Assert.Equal(_entry.Variants.Sum(variant => variant.Weight), _cache.UsedBytes);
        Assert.NotNull(Select("A: 999"));
    }

    [Fact]
    public async Task Flight_UnderWay_IsShared()
    {
        var first = Join(out var leads);
        var second = Join(out var alsoLeads);

        Assert.Same(first, second);
        Assert.True(leads && !alsoLeads);
        var response = Make.Response();
        first!.Land(response);
        Assert.Same(response, await second!.Landed);
    }

    [Fact]
    public void Flight_ThatHasLanded_TakesNoMorePassengers()
    {
        var first = Join(out _);
        first!.Land(null);

        Assert.NotSame(first, Join(out var leads));
        Assert.True(leads);
    }

    [Fact]
    public void Flights_OfOtherSelections_AreApart()
    {
        Store("Vary: A", "A: 0");

        var one = Join("A: 1");
        var two = Join("A: 2");

        Assert.NotSame(one, two);
        Assert.Same(one, Join("A: 1", "B: 9"));
    }

    [Fact]
    public void Flights_AfterAnAnswerThatIsNotShared_AreNotBegunForAWhile()
    {
        _cache.GoAlone(_entry, 10);

        Assert.Null(Join(out var leads));
        Assert.False(leads);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull(Join(out leads));
        Assert.True(leads);
    }

    /// <summary>The Generation: what was thrown away while it was fetched must not come back.</summary>
    [Fact]
    public void Answer_FetchedAcrossAPurge_IsNotStored()
    {
        var flight = Join(out _)!;
        _cache.Invalidate(_entry.Key);

        Assert.False(_cache.TryStore(_entry, flight.Generation, Make.Response()));
        Assert.Equal((0, 0), (_cache.Count, _cache.UsedBytes));
        Assert.True(_cache.TryStore(_entry, _entry.Generation, Make.Response()));
    }

    [Fact]
    public void Answer_ThatConfirmsWhatWasPurged_DoesNotBringItBack()
    {
        var purged = Store("X: 1");
        _cache.Purge(new CachePurge(IsSoft: false));
        var flight = _cache.Join(_entry.Key, new Request(), out var entry, out _)!;

        Assert.False(_cache.TryRenew(entry, flight.Generation, purged, purged.Renewed(purged.Fields, purged.Directives, 60, 5, Make.Moment)));
        Assert.Equal((0, 0), (_cache.Count, _cache.UsedBytes));
    }

    [Fact]
    public void Answer_ThatConfirmsWhatWasEvicted_IsStored()
    {
        var evicted = Store("X: 1");
        _cache.Configure(new CacheLimits(0, 0));
        _cache.Configure(new CacheLimits(10_000_000, 1_000_000));
        Assert.Empty(_entry.Variants);
        var flight = _cache.Join(_entry.Key, new Request(), out var entry, out _)!;

        Assert.True(_cache.TryRenew(entry, flight.Generation, evicted, evicted.Renewed(evicted.Fields, evicted.Directives, 60, 5, Make.Moment)));
        Assert.Equal(1, _cache.Count);
    }

    [Fact]
    public void Response_WhoseBodyBrokeOff_IsNotSelected()
    {
        var body = new MemoryBody(0);
        _cache.TryStore(_entry, _entry.Generation, Make.Response(body));

        body.Break();

        Assert.Null(Select());
    }

    [Fact]
    public void Response_LeavesWithAllThatShareItsBody()
    {
        var body = new MemoryBody(0);
        var first = Make.Response(body);
        _cache.TryStore(_entry, _entry.Generation, first);
        var renewed = first.Renewed(first.Fields, first.Directives, 60, 5, Make.Moment);
        _cache.TryStore(_entry, _entry.Generation, renewed);

        _cache.Drop(first);

        Assert.Empty(_entry.Variants);
        Assert.Equal(0, _cache.UsedBytes);
    }

    [Fact]
    public void Growth_OfASharedBody_IsCountedForTheOneThatIsStored()
    {
        var body = new MemoryBody(0);
        var first = Make.Response(body);
        _cache.TryStore(_entry, _entry.Generation, first);
        var renewed = first.Renewed(first.Fields, first.Directives, 60, 5, Make.Moment);
        _cache.TryStore(_entry, _entry.Generation, renewed);

        body.Append(new byte[5_000]);
        _cache.Grown(first);

        Assert.Equal(renewed.Weight, _cache.UsedBytes);
    }

    private StoredResponse Store(string field, params string[] request)
    {
        var response = Make.Response(10, Make.Fields(field), new Request(request));
        Assert.True(_cache.TryStore(_entry, _entry.Generation, response));
        return response;
    }

    private StoredResponse? Select(params string[] request) => _entry.Select(new Request(request));

    private Flight? Join(out bool leads) => _cache.Join(_entry.Key, new Request(), out _, out leads);

    private Flight? Join(params string[] request) => _cache.Join(_entry.Key, new Request(request), out _, out _);
}
