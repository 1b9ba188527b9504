using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Lifetime and age (RFC 9111 sections 4.2.1 to 4.2.3, 5.1 and 5.3).</summary>
public sealed class FreshnessTests
{
    [Theory]
    [InlineData("max-age=5", 5.0)]
    [InlineData("max-age=5, s-maxage=9", 9.0)]
    [InlineData("s-maxage=0, max-age=5", 0.0)]
    [InlineData("max-age=x", 0.0)]
    [InlineData("public", 100.0)]
    public void Lifetime_IsSharedThenOwnMaxAgeThenExpires(string cacheControl, double seconds) =>
        Assert.Equal(seconds, Explicit(cacheControl, $"Date: {Make.Date(0)}", $"Expires: {Make.Date(100)}"));

    [Fact]
    public void Expires_IsCountedFromDate() => Assert.Equal(100, Explicit("", $"Date: {Make.Date(-500)}", $"Expires: {Make.Date(-400)}"));

    [Fact]
    public void Expires_WithoutDate_IsCountedFromReceipt() => Assert.Equal(100, Explicit("", $"Expires: {Make.Date(100)}"));

    /// <summary>RFC 9111 section 5.3: an invalid date, above all 0, is a time in the past.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("Sun, 01 Mar 2037 12:00:00 UTC")]
    public void Expires_Invalid_IsStale(string expires) => Assert.Equal(0, Explicit("", $"Expires: {expires}"));

    [Fact]
    public void Expires_BeforeDate_IsStale() => Assert.Equal(0, Explicit("", $"Date: {Make.Date(0)}", $"Expires: {Make.Date(-1)}"));

    /// <summary>RFC 9111 section 4.2.1: of several values the first counts, or the response is stale.</summary>
    [Fact]
    public void Expires_ThatComesTwice_CountsOnce() =>
        Assert.Equal(10, Explicit("", $"Date: {Make.Date(0)}", $"Expires: {Make.Date(10)}", $"Expires: {Make.Date(1000)}"));

    [Fact]
    public void Lifetime_WhereNothingIsSaid_IsUnknown() => Assert.Null(Explicit("public"));

    [Fact]
    public void Heuristic_IsATenthOfTheTimeSinceTheChange() =>
        Assert.Equal(100, Freshness.Heuristic(Make.Fields($"Date: {Make.Date(0)}", $"Last-Modified: {Make.Date(-1000)}"), Make.Moment));

    [Theory]
    [InlineData(-100_000_000, 86_400)]
    [InlineData(1000, 0)]
    public void Heuristic_IsBounded(double changed, double seconds) =>
        Assert.Equal(seconds, Freshness.Heuristic(Make.Fields($"Last-Modified: {Make.Date(changed)}"), Make.Moment));

    [Fact]
    public void Heuristic_WithoutLastModified_IsNothing()
    {
        Assert.Equal(0, Freshness.Heuristic(Make.Fields("ETag: \"a\""), Make.Moment));
        Assert.Equal(0, Freshness.Heuristic(Make.Fields("Last-Modified: yesterday"), Make.Moment));
    }

    /// <summary>RFC 9111 section 4.2.3: the larger of what Date and what Age say, the latter with the delay.</summary>
    [Theory]
    [InlineData(0, "", 0, 0)]
    [InlineData(-30, "", 0, 30)]
    [InlineData(30, "", 0, 0)]
    [InlineData(0, "20", 0, 20)]
    [InlineData(0, "20", 3, 23)]
    [InlineData(-30, "20", 3, 30)]
    [InlineData(0, "", 3, 3)]
    public void InitialAge_IsTheLargerOfTwo(double date, string age, double delay, double expected) =>
        Assert.Equal(expected, Freshness.InitialAge(Make.Fields($"Date: {Make.Date(date)}", $"Age: {age}"), Make.Moment, delay));

    /// <summary>RFC 9111 section 5.1: the first member of a list counts; what is no number is ignored.</summary>
    [Theory]
    [InlineData("20, 30", 20)]
    [InlineData("20 ,x", 20)]
    [InlineData("-20", 0)]
    [InlineData("20.5", 0)]
    [InlineData("+20", 0)]
    [InlineData("x, 20", 0)]
    [InlineData("\"20\"", 0)]
    [InlineData("99999999999999999999", int.MaxValue)]
    public void Age_OfAnotherForm_IsReadByItsFirstMember(string age, double expected) =>
        Assert.Equal(expected, Freshness.InitialAge(Make.Fields($"Age: {age}"), Make.Moment, 0));

    [Fact]
    public void Age_OnSeveralLines_IsTheFirst() => Assert.Equal(20, Freshness.InitialAge(Make.Fields("Age: 20", "Age: 30"), Make.Moment, 0));

    private static double? Explicit(string cacheControl, params string[] lines) =>
        Freshness.Explicit(CacheDirectives.Parse(cacheControl), Make.Fields(lines), Make.Moment, isTargeted: false);
}
