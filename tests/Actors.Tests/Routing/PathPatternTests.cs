using ActorProxy.Actors.Routing;

namespace ActorProxy.Actors.Tests.Routing;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("^/v[0-9]+/")]
    [InlineData("(a+)+$")]
    public void Pattern_OfARegularLanguage_IsTaken(string pattern)
    {
        Assert.True(PathPattern.TryCheck(pattern, ignoreCase: true, out var error));
        Assert.Equal("", error);
    }

    [Theory]
    [InlineData("(?=x)", "linear time")]
    [InlineData("(a)\\1", "linear time")]
    [InlineData("(", "Invalid pattern")]
    public void Pattern_ThatCannotBeMatchedSafely_IsRefused(string pattern, string reason)
    {
        Assert.False(PathPattern.TryCheck(pattern, ignoreCase: false, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_LongerThanItsBound_IsRefused() =>
        Assert.False(PathPattern.TryCheck(new string('a', PathPattern.MaxLength + 1), ignoreCase: false, out _));

    [Fact]
    public void Pattern_ThatBacktrackingWouldNeverFinish_IsMatchedAtOnce() =>
        Assert.Null(TestTables.Of("- ~ ^/(a+)+$").Match("h", "/" + new string('a', 8000) + "!"));
}
