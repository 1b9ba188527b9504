using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Whether a stored response answers (RFC 9111 sections 4, 4.2.4 and 5.2.1, RFC 5861).</summary>
public sealed class ReuseTests
{
    private const double Lifetime = 60;

    [Theory]
    [InlineData(0, ReuseVerdict.Fresh)]
    [InlineData(59.9, ReuseVerdict.Fresh)]
    [InlineData(60, ReuseVerdict.Revalidate)]
    [InlineData(1000, ReuseVerdict.Revalidate)]
    public void Response_IsFresh_WhileItsLifetimeExceedsItsAge(double age, ReuseVerdict verdict) => Assert.Equal(verdict, Judge(age, "", ""));

    [Fact]
    public void Response_WithNoCache_IsAlwaysAskedAbout() => Assert.Equal(ReuseVerdict.Revalidate, Judge(0, "no-cache", ""));

    [Fact]
    public void Response_WithNoCacheForAField_IsFresh() => Assert.Equal(ReuseVerdict.Fresh, Judge(0, "no-cache=\"X\"", ""));

    /// <summary>RFC 9111 section 5.2.1.</summary>
    [Theory]
    [InlineData(0, "no-cache", ReuseVerdict.Revalidate)]
    [InlineData(10, "max-age=5", ReuseVerdict.Revalidate)]
    [InlineData(10, "max-age=10", ReuseVerdict.Fresh)]
    [InlineData(10, "max-age=0", ReuseVerdict.Revalidate)]
    [InlineData(10, "min-fresh=50", ReuseVerdict.Fresh)]
    [InlineData(10, "min-fresh=51", ReuseVerdict.Revalidate)]
    [InlineData(70, "max-stale=10", ReuseVerdict.Fresh)]
    [InlineData(71, "max-stale=10", ReuseVerdict.Revalidate)]
    [InlineData(7_000, "max-stale", ReuseVerdict.Fresh)]
    [InlineData(70, "max-stale=10, max-age=65", ReuseVerdict.Revalidate)]
    [InlineData(70, "no-store", ReuseVerdict.Revalidate)]
    public void Request_NarrowsOrWidensWhatAnswers(double age, string request, ReuseVerdict verdict) => Assert.Equal(verdict, Judge(age, "", request));

    /// <summary>RFC 9111 section 4.2.4: no client can widen what the origin forbids.</summary>
    [Theory]
    [InlineData("must-revalidate")]
    [InlineData("proxy-revalidate")]
    [InlineData("s-maxage=60")]
    [InlineData("no-cache")]
    public void MaxStale_AgainstTheOriginsWord_DoesNotCount(string response) => Assert.Equal(ReuseVerdict.Revalidate, Judge(61, response, "max-stale=100"));

    /// <summary>RFC 5861 section 3: the window is a bound.</summary>
    [Theory]
    [InlineData(59, "stale-while-revalidate=10", ReuseVerdict.Fresh)]
    [InlineData(69, "stale-while-revalidate=10", ReuseVerdict.FreshEnough)]
    [InlineData(70, "stale-while-revalidate=10", ReuseVerdict.Revalidate)]
    [InlineData(69, "s-maxage=60, stale-while-revalidate=10", ReuseVerdict.FreshEnough)]
    [InlineData(69, "stale-while-revalidate=10, must-revalidate", ReuseVerdict.Revalidate)]
    [InlineData(69, "stale-while-revalidate=10, proxy-revalidate", ReuseVerdict.Revalidate)]
    [InlineData(69, "stale-while-revalidate=10, no-cache", ReuseVerdict.Revalidate)]
    public void StaleWhileRevalidate_IsAWindow(double age, string response, ReuseVerdict verdict) => Assert.Equal(verdict, Judge(age, response, ""));

    [Fact]
    public void StaleWhileRevalidate_AgainstMaxAgeOfTheRequest_DoesNotCount() =>
        Assert.Equal(ReuseVerdict.Revalidate, Judge(69, "stale-while-revalidate=10", "max-age=60"));

    /// <summary>RFC 5861 section 4.</summary>
    [Theory]
    [InlineData(69, "stale-if-error=10", true)]
    [InlineData(70, "stale-if-error=10", false)]
    [InlineData(69, "", false)]
    [InlineData(69, "stale-if-error=10, must-revalidate", false)]
    [InlineData(69, "stale-if-error=10, proxy-revalidate", false)]
    [InlineData(69, "stale-if-error=10, no-cache", false)]
    [InlineData(10, "stale-if-error=10, no-cache", false)]
    [InlineData(69, "s-maxage=60, stale-if-error=10", true)]
    public void StaleIfError_IsAWindow(double age, string response, bool may) =>
        Assert.Equal(may, Reuse.MayReplaceError(age, Lifetime, CacheDirectives.Parse(response), default));

    /// <summary>What the operator allows holds where the response does not speak.</summary>
    [Theory]
    [InlineData(65, "", true)]
    [InlineData(75, "", false)]
    [InlineData(65, "stale-while-revalidate=2, stale-if-error=2", false)]
    [InlineData(65, "stale-while-revalidate=0, stale-if-error=0", false)]
    [InlineData(65, "must-revalidate", false)]
    [InlineData(65, "s-maxage=60", false)]
    public void OperatorsWindows_AreDefaults(double age, string response, bool may)
    {
        var windows = new StaleWindows(10, 10);
        var directives = CacheDirectives.Parse(response);

        Assert.Equal(may ? ReuseVerdict.FreshEnough : ReuseVerdict.Revalidate, Reuse.Judge(age, Lifetime, directives, default, windows));
        Assert.Equal(may, Reuse.MayReplaceError(age, Lifetime, directives, windows));
    }

    private static ReuseVerdict Judge(double age, string response, string request) =>
        Reuse.Judge(age, Lifetime, CacheDirectives.Parse(response), RequestDirectives.Parse(request, null), default);
}
