using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Cache-Control of a request (RFC 9111 section 5.2.1) and Pragma (section 5.4).</summary>
public sealed class RequestDirectivesTests
{
    [Fact]
    public void Directives_AreEachTheirOwn()
    {
        Assert.Equal(new RequestDirectives { NoCache = true }, RequestDirectives.Parse("no-cache", null));
        Assert.Equal(new RequestDirectives { NoStore = true }, RequestDirectives.Parse("No-Store", null));
        Assert.Equal(new RequestDirectives { OnlyIfCached = true }, RequestDirectives.Parse("only-if-cached", null));
        Assert.Equal(new RequestDirectives { MaxAge = 5, MaxStale = 6, MinFresh = 7 }, RequestDirectives.Parse("max-age=5, max-stale=6, min-fresh=\"7\"", null));
    }

    [Fact]
    public void MaxStale_WithoutAnArgument_MeansForEver() => Assert.Equal(DeltaSeconds.Max, RequestDirectives.Parse("max-stale", null).MaxStale);

    [Theory]
    [InlineData("max-age=-1, max-stale=x, min-fresh=1.5")]
    [InlineData("unknown, other=\"no-cache, no-store\"")]
    [InlineData("")]
    [InlineData(null)]
    public void Invalid_SaysNothing(string? list) => Assert.Equal(default, RequestDirectives.Parse(list, null));

    /// <summary>RFC 9111 section 5.4: only without Cache-Control.</summary>
    [Theory]
    [InlineData(null, "no-cache", true)]
    [InlineData("", "No-Cache", true)]
    [InlineData(null, "other, no-cache", true)]
    [InlineData("max-age=5", "no-cache", false)]
    [InlineData(null, "other", false)]
    [InlineData(null, null, false)]
    public void Pragma_CountsWithoutCacheControl(string? cacheControl, string? pragma, bool noCache) =>
        Assert.Equal(noCache, RequestDirectives.Parse(cacheControl, pragma).NoCache);
}
