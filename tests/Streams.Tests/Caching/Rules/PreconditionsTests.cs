using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Conditions of a client (RFC 9110 sections 13.1 and 13.2.2, RFC 9111 section 4.3.2).</summary>
public sealed class PreconditionsTests
{
    private const string Tag = "ETag: \"a\"";

    [Theory]
    [InlineData("\"a\"", true)]
    [InlineData("W/\"a\"", true)]
    [InlineData("\"b\", \"a\"", true)]
    [InlineData("*", true)]
    [InlineData("\"b\"", false)]
    [InlineData("", false)]
    public void IfNoneMatch_IsComparedWeakly(string list, bool notModified) =>
        Assert.Equal(notModified, Preconditions.IsNotModified(list, null, Make.Fields(Tag), Make.Moment));

    /// <summary>RFC 9110 section 13.2.2: the date does not count beside a tag.</summary>
    [Theory]
    [InlineData("\"a\"", -500, true)]
    [InlineData("\"b\"", 500, false)]
    public void IfNoneMatch_OverridesIfModifiedSince(string list, double since, bool notModified) =>
        Assert.Equal(notModified, Preconditions.IsNotModified(list, Make.Date(since), Make.Fields(Tag, $"Last-Modified: {Make.Date(0)}"), Make.Moment));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void IfModifiedSince_IsComparedWithTheChange(double since, bool notModified) =>
        Assert.Equal(notModified, Preconditions.IsNotModified(null, Make.Date(since), Make.Fields($"Last-Modified: {Make.Date(0)}", $"Date: {Make.Date(300)}"), Make.Moment));

    [Theory]
    [InlineData(-101, false)]
    [InlineData(-100, true)]
    public void IfModifiedSince_WithoutLastModified_IsComparedWithDate(double since, bool notModified) =>
        Assert.Equal(notModified, Preconditions.IsNotModified(null, Make.Date(since), Make.Fields($"Date: {Make.Date(-100)}"), Make.Moment));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void IfModifiedSince_WithoutEither_IsComparedWithReceipt(double since, bool notModified) =>
        Assert.Equal(notModified, Preconditions.IsNotModified(null, Make.Date(since), FieldLines.None, Make.Moment));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Sun, 01 Mar 2037 12:00:00 UTC")]
    public void IfModifiedSince_Invalid_IsIgnored(string? since) =>
        Assert.False(Preconditions.IsNotModified(null, since, Make.Fields($"Last-Modified: {Make.Date(-1000)}"), Make.Moment));

    /// <summary>RFC 9110 section 13.1.5: strong comparison, or exactly the same date.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("\"a\"", true)]
    [InlineData("\"b\"", false)]
    [InlineData("W/\"a\"", false)]
    [InlineData("*", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    public void IfRange_WithATag_NeedsAStrongMatch(string? ifRange, bool allowed) => Assert.Equal(allowed, Preconditions.AllowsRange(ifRange, Make.Fields(Tag)));

    [Fact]
    public void IfRange_AgainstAWeakTag_NeverAllows() => Assert.False(Preconditions.AllowsRange("W/\"a\"", Make.Fields("ETag: W/\"a\"")));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void IfRange_WithADate_NeedsTheSame(double date, bool allowed) =>
        Assert.Equal(allowed, Preconditions.AllowsRange(Make.Date(date), Make.Fields($"Last-Modified: {Make.Date(0)}")));

    [Fact]
    public void IfRange_WithoutValidator_NeverAllows()
    {
        Assert.False(Preconditions.AllowsRange("\"a\"", FieldLines.None));
        Assert.False(Preconditions.AllowsRange(Make.Date(0), FieldLines.None));
    }
}
