using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Dates of fields (RFC 9110 section 5.6.7).</summary>
public sealed class HttpDateTests
{
    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun Nov  6 08:49:37 1994")]
    public void Date_InEachOfThreeForms_IsTheSame(string text) =>
        Assert.Equal(new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero), HttpDate.Parse(text));

    [Fact]
    public void AscTime_WithTwoDigitsOfDay_IsRead() =>
        Assert.Equal(new DateTimeOffset(1994, 11, 16, 8, 49, 37, TimeSpan.Zero), HttpDate.Parse("Wed Nov 16 08:49:37 1994"));

    /// <summary>Recipients are to be robust: what is redundant does not count, nor does case.</summary>
    [Theory]
    [InlineData("Mon, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Monday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Mon Nov  6 08:49:37 1994")]
    [InlineData("sun, 06 NOV 1994 08:49:37 gMT")]
    public void Day_ThatIsWrong_AndCase_DoNotMatter(string text) =>
        Assert.Equal(new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero), HttpDate.Parse(text));

    /// <summary>A year of two digits is in the past only where it would be more than 50 years ahead.</summary>
    [Theory]
    [InlineData("Thursday, 18-Aug-50 02:01:18 GMT", 2050)]
    [InlineData("Saturday, 01-Jan-00 00:00:00 GMT", 2000)]
    [InlineData("Friday, 31-Dec-99 23:59:59 GMT", 1999)]
    public void YearOfTwoDigits_IsTheNearestThatFits(string text, int year) => Assert.Equal(year, HttpDate.Parse(text)?.Year);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("now")]
    [InlineData("1994-11-06T08:49:37Z")]
    [InlineData("Sun, 06 Nov 1994 08:49:37")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 UTC")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 +0000")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 EST")]
    [InlineData("Sun, 6 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 94 08:49:37 GMT")]
    [InlineData("Sun, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sunday, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Some, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun Nov 6 08:49:37 1994")]
    [InlineData("Sun Nov  6 08:49:37 1994 GMT")]
    [InlineData(", 06 Nov 1994 08:49:37 GMT")]
    [InlineData(" Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 8:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 08.49.37 GMT")]
    [InlineData("Sun, 31 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 25:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT")]
    public void AnythingElse_IsNoDate(string? text) => Assert.Null(HttpDate.Parse(text));

    [Fact]
    public void Format_IsThePreferredForm_AndReadsBack()
    {
        Assert.Equal("Sun, 01 Mar 2026 12:00:00 GMT", HttpDate.Format(Make.Moment));
        Assert.Equal(Make.Moment, HttpDate.Parse(HttpDate.Format(Make.Moment)));
    }
}
