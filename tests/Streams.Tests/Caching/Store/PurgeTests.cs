using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Streams.Tests.Caching.Store;

/// <summary>Throwing away, or making stale, by URL, prefix, host and tag.</summary>
public sealed class PurgeTests
{
    private static readonly CachePurge Hard = new(IsSoft: false);

    private readonly FakeTimeProvider _time = new(Make.Moment);
    private readonly ResponseCache _cache;

    public PurgeTests()
    {
        _cache = new ResponseCache(new CacheLimits(10_000_000, 1_000_000), new CacheClock(_time));
        Store("http://a", "/x", "Surrogate-Key: red blue");
        Store("http://a", "/x/y", "Cache-Tag: red,green");
        Store("http://a", "/xy?q=1");
        Store("https://a", "/x");
        Store("http://a:8080", "/x");
        Store("http://[::1]:8080", "/x");
        Store("http://b.example", "/x", "Surrogate-Key: blue", "Cache-Tag: green, yellow");
    }

    [Fact]
    public void Url_MeansOneAlone() => AssertGone(Hard with { Url = "http://a/x" }, "http://a/x");

    [Fact]
    public void Url_IsTheWholeKey() => AssertGone(Hard with { Url = "http://a/xy" });

    [Fact]
    public void Prefix_MeansAllThatBeginSo() => AssertGone(Hard with { Prefix = "http://a/x" }, "http://a/x", "http://a/x/y", "http://a/xy?q=1");

    [Theory]
    [InlineData("a", "http://a/x", "http://a/x/y", "http://a/xy?q=1", "https://a/x", "http://a:8080/x")]
    [InlineData("B.Example", "http://b.example/x")]
    [InlineData("[::1]", "http://[::1]:8080/x")]
    [InlineData("example")]
    public void Host_MeansItWhateverSchemeAndPort(string host, params string[] gone) => AssertGone(Hard with { Host = host }, gone);

    [Theory]
    [InlineData("red", "http://a/x", "http://a/x/y")]
    [InlineData("BLUE", "http://a/x", "http://b.example/x")]
    [InlineData("green", "http://a/x/y", "http://b.example/x")]
    [InlineData("re")]
    public void Tag_MeansAllThatBearIt(string tag, params string[] gone) => AssertGone(Hard with { Tag = tag }, gone);

    [Fact]
    public void SeveralWords_MeanWhatFitsAll() => AssertGone(Hard with { Host = "a", Tag = "green" }, "http://a/x/y");

    [Fact]
    public void Nothing_MeansEverything()
    {
        Assert.Equal(7, _cache.Purge(Hard));
        Assert.Equal((0, 0), (_cache.Count, _cache.UsedBytes));
    }

    [Fact]
    public void Purge_DuringAFetch_KeepsItsAnswerOut()
    {
        foreach (var purge in new[] { Hard with { Url = "http://a/new" }, new CachePurge(IsSoft: true) })
        {
            var generation = _cache.Join(new CacheKey("http://a", "/new"), new Request(), out var entry, out _)!.Generation;

            _cache.Purge(purge);

            Assert.False(_cache.TryStore(entry, generation, Make.Response()));
        }
    }

    [Fact]
    public void SoftPurge_MakesStaleAndKeeps()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        var used = _cache.UsedBytes;

        Assert.Equal(1, _cache.Purge(new CachePurge(IsSoft: true) { Url = "http://a/x" }));

        var stored = Find("http://a", "/x")!;
        Assert.Equal(ReuseVerdict.Revalidate, Reuse.Judge(stored.Age(_cache.Clock.Now), stored.Lifetime, stored.Directives, default, default));
        Assert.True(Reuse.MayReplaceError(stored.Age(_cache.Clock.Now), stored.Lifetime, stored.Directives, new StaleWindows(0, 60)));
        Assert.Equal((7, used), (_cache.Count, _cache.UsedBytes));
    }

    [Fact]
    public void SoftPurge_OfWhatIsStaleAlready_DoesNotMakeItYounger()
    {
        _time.Advance(TimeSpan.FromSeconds(100));

        _cache.Purge(new CachePurge(IsSoft: true));

        var stored = Find("http://a", "/x")!;
        Assert.Equal(60, stored.Lifetime);
        Assert.Equal(100, stored.Age(_cache.Clock.Now), 6);
    }

    [Fact]
    public void SoftPurge_OfSeveralVariants_LeavesTheNewestFirst()
    {
        var entry = _cache.Open(new CacheKey("http://a", "/v"));
        _cache.TryStore(entry, entry.Generation, Make.Response(1, Make.Fields("Vary: A"), new Request("A: 1")));
        _cache.TryStore(entry, entry.Generation, Make.Response(2));

        _cache.Purge(new CachePurge(IsSoft: true) { Url = "http://a/v" });

        Assert.Equal(2, entry.Select(new Request("A: 1"))!.Body.Length);
    }

    private void AssertGone(CachePurge purge, params string[] gone)
    {
        var keys = new[] { ("http://a", "/x"), ("http://a", "/x/y"), ("http://a", "/xy?q=1"), ("https://a", "/x"), ("http://a:8080", "/x"), ("http://[::1]:8080", "/x"), ("http://b.example", "/x") };

        Assert.Equal(gone.Length, _cache.Purge(purge));

        Assert.Equal(gone, keys.Where(key => Find(key.Item1, key.Item2) is null).Select(key => key.Item1 + key.Item2));
    }

    private StoredResponse? Find(string site, string target) => _cache.Find(new CacheKey(site, target))?.Select(new Request());

    private void Store(string site, string target, params string[] fields)
    {
        var entry = _cache.Open(new CacheKey(site, target));
        Assert.True(_cache.TryStore(entry, entry.Generation, Make.Response(10, Make.Fields(fields), bornAt: _cache.Clock.Now)));
    }
}
