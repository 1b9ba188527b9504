using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Cache-Control of a response (RFC 9111 sections 5.2 and 5.2.2, RFC 5861).</summary>
public sealed class CacheDirectivesTests
{
    [Theory]
    [InlineData("no-store")]
    [InlineData("NO-STORE")]
    [InlineData("public, No-Store")]
    [InlineData(",, no-store ,")]
    [InlineData("unknown=\"a, b\", no-store")]
    [InlineData("max-age=\"1,2\",no-store")]
    [InlineData("\t no-store \t")]
    [InlineData("not a directive, no-store")]
    [InlineData("=5, no-store")]
    public void NoStore_WhereverItStands_IsFound(string list) => Assert.True(CacheDirectives.Parse(list).NoStore);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("no-storex")]
    [InlineData("x-no-store")]
    [InlineData("ext=\"no-store\"")]
    [InlineData("ext=\"a, no-store, b\"")]
    [InlineData("ext=\"\\\", no-store\"")]
    [InlineData("no store")]
    public void NoStore_WhereItDoesNotStand_IsNotFound(string? list) => Assert.False(CacheDirectives.Parse(list).NoStore);

    [Fact]
    public void Flags_AreEachTheirOwn()
    {
        Assert.Equal(CacheDirectives.None with { Public = true }, CacheDirectives.Parse("public"));
        Assert.Equal(CacheDirectives.None with { Private = true }, CacheDirectives.Parse("private"));
        Assert.Equal(CacheDirectives.None with { NoCache = true }, CacheDirectives.Parse("no-cache"));
        Assert.Equal(CacheDirectives.None with { MustRevalidate = true }, CacheDirectives.Parse("must-revalidate"));
        Assert.Equal(CacheDirectives.None with { ProxyRevalidate = true }, CacheDirectives.Parse("proxy-revalidate"));
        Assert.Equal(CacheDirectives.None with { MustUnderstand = true }, CacheDirectives.Parse("must-understand"));
    }

    [Theory]
    [InlineData("max-age=5", 5)]
    [InlineData("Max-Age=5", 5)]
    [InlineData("max-age=\"5\"", 5)]
    [InlineData("max-age=0005", 5)]
    [InlineData("max-age=2147483648", int.MaxValue)]
    [InlineData("max-age=99999999999999999999", int.MaxValue)]
    [InlineData("max-age=5, max-age=9", 5)]
    public void MaxAge_OfDigits_IsTheirNumber(string list, int seconds) => Assert.Equal(seconds, CacheDirectives.Parse(list).MaxAge);

    /// <summary>RFC 9111 section 4.2.1: invalid freshness information makes a response stale.</summary>
    [Theory]
    [InlineData("max-age")]
    [InlineData("max-age=")]
    [InlineData("max-age=-1")]
    [InlineData("max-age=+5")]
    [InlineData("max-age=5.5")]
    [InlineData("max-age=5s")]
    [InlineData("max-age='5'")]
    [InlineData("max-age= 5")]
    [InlineData("max-age=five")]
    public void MaxAge_Invalid_IsStaleAtOnce(string list) => Assert.Equal(0, CacheDirectives.Parse(list).MaxAge);

    [Theory]
    [InlineData("max-age =5")]
    [InlineData("max-agex=5")]
    public void MaxAge_WithAnotherName_IsNothing(string list) => Assert.Null(CacheDirectives.Parse(list).MaxAge);

    [Fact]
    public void SharedMaxAge_IsApartFromMaxAge()
    {
        var directives = CacheDirectives.Parse("max-age=5, s-maxage=9");

        Assert.Equal((5, 9), (directives.MaxAge, directives.SharedMaxAge));
    }

    /// <summary>RFC 5861 sections 3 and 4.</summary>
    [Theory]
    [InlineData("stale-while-revalidate=30, stale-if-error=60", 30, 60)]
    [InlineData("stale-while-revalidate, stale-if-error=x", 0, 0)]
    [InlineData("max-age=1", null, null)]
    public void StaleWindows_AreSeconds(string list, int? revalidate, int? error)
    {
        var directives = CacheDirectives.Parse(list);

        Assert.Equal((revalidate, error), (directives.StaleWhileRevalidate, directives.StaleIfError));
    }

    /// <summary>RFC 9111 sections 5.2.2.4 and 5.2.2.7: with names, only these fields are meant.</summary>
    [Theory]
    [InlineData("no-cache=\"Set-Cookie\"")]
    [InlineData("private=\"Set-Cookie\"")]
    [InlineData("private=Set-Cookie")]
    [InlineData("no-cache=\" , Set-Cookie ,\"")]
    public void NamedFields_AreOmitted_AndTheRestIsNotMeant(string list)
    {
        var directives = CacheDirectives.Parse(list);

        Assert.Equal(["Set-Cookie"], directives.OmittedFields);
        Assert.False(directives.NoCache || directives.Private);
    }

    [Fact]
    public void NamedFields_OfBothDirectives_AreOmittedTogether() =>
        Assert.Equal(["A", "B", "C"], CacheDirectives.Parse("no-cache=\"A, B\", private=\"C\"").OmittedFields);

    [Fact]
    public void BareAndNamedForm_Together_MeanTheWhole()
    {
        var directives = CacheDirectives.Parse("private=\"A\", private");

        Assert.True(directives.Private);
    }

    /// <summary>A list of no names cannot have been meant as permission.</summary>
    [Theory]
    [InlineData("private=\"\"", true, false)]
    [InlineData("private=", true, false)]
    [InlineData("no-cache=\"\"", false, true)]
    [InlineData("no-cache=\" ,\"", false, true)]
    public void NamedForm_WithoutNames_MeansTheWhole(string list, bool isPrivate, bool isNoCache)
    {
        var directives = CacheDirectives.Parse(list);

        Assert.Equal((isPrivate, isNoCache), (directives.Private, directives.NoCache));
    }

    /// <summary>RFC 9111 section 4.2.4.</summary>
    [Theory]
    [InlineData("must-revalidate", true)]
    [InlineData("proxy-revalidate", true)]
    [InlineData("s-maxage=5", true)]
    [InlineData("no-cache", true)]
    [InlineData("no-cache=\"A\"", false)]
    [InlineData("max-age=5, public", false)]
    public void StaleUse_IsForbiddenByFourDirectives(string list, bool forbidden) =>
        Assert.Equal(forbidden, CacheDirectives.Parse(list).ForbidsStale);
}
