using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Selecting fields (RFC 9111 section 4.1).</summary>
public sealed class VaryTests
{
    [Fact]
    public void Names_OfAllLines_AreOneListWithoutCaseOrOrder()
    {
        var one = Vary.Of(Make.Fields("Vary: Accept, Cookie", "Vary: accept"), []);
        var other = Vary.Of(Make.Fields("vary: COOKIE ,, Accept"), []);

        Assert.Equal(["accept", "cookie"], one.Names);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Vary.Nothing);
    }

    [Fact]
    public void Names_OfTheOperator_AreAdded() =>
        Assert.Equal(["accept", "cookie/lang", "x-app"], Vary.Of(Make.Fields("Vary: Accept"), ["x-app", "cookie/lang", "accept"]).Names);

    [Fact]
    public void Key_WithoutVary_IsTheSameForAll() => Assert.Equal(KeyOf("", "Accept: a"), KeyOf("", "Accept: b"));

    /// <summary>Lines may be joined and blanks around commas added or removed.</summary>
    [Theory]
    [InlineData("A: x, y", "A: x,y")]
    [InlineData("A: x, y", "A: x ,\ty")]
    [InlineData("A:  x ", "A: x")]
    public void Values_ThatDifferInBlanksAlone_Match(string one, string other) => Assert.Equal(KeyOf("A", one), KeyOf("A", other));

    [Fact]
    public void Values_OnSeveralLines_MatchTheirList() => Assert.Equal(KeyOf("A", "A: x", "A: y"), KeyOf("A", "A: x, y"));

    [Theory]
    [InlineData("A: x", "A: y")]
    [InlineData("A: x", "A: X")]
    [InlineData("A: x, y", "A: y, x")]
    [InlineData("A: \"x, y\"", "A: \"x,y\"")]
    [InlineData("A: x y", "A: xy")]
    [InlineData("A: x", "B: x")]
    [InlineData("A:", "B: x")]
    public void Values_ThatMayMeanOtherThings_DoNotMatch(string one, string other) => Assert.NotEqual(KeyOf("A", one), KeyOf("A", other));

    [Fact]
    public void Field_AbsentFromBoth_Matches() => Assert.Equal(KeyOf("A, B", "B: 1"), KeyOf("A, B", "B: 1", "C: 2"));

    [Fact]
    public void Field_AbsentFromOne_DoesNotMatch() => Assert.NotEqual(KeyOf("A, B", "B: 1"), KeyOf("A, B", "A: 1", "B: 1"));

    [Fact]
    public void Values_OfSeveralFields_DoNotRunIntoOneAnother()
    {
        Assert.NotEqual(KeyOf("A, B", "A: 1", "B: 2"), KeyOf("A, B", "A: 12", "B:"));
        Assert.NotEqual(KeyOf("A, B", "A: 1"), KeyOf("A, B", "B: 1"));
    }

    /// <summary>Language tags ignore case (RFC 9110 section 8.5.1).</summary>
    [Fact]
    public void Languages_IgnoreCase() => Assert.Equal(KeyOf("Accept-Language", "accept-language: EN, de"), KeyOf("Accept-Language", "accept-language: en,DE"));

    [Theory]
    [InlineData("*", true)]
    [InlineData("A, *", true)]
    [InlineData(" * , A", true)]
    [InlineData("A", false)]
    [InlineData("**", false)]
    [InlineData("", false)]
    public void Star_AnywhereInTheList_MatchesNothing(string list, bool everything) => Assert.Equal(everything, Vary.IsEverything(Make.Fields($"Vary: {list}")));

    private static string KeyOf(string vary, params string[] request) => Vary.Of(Make.Fields($"Vary: {vary}"), []).KeyOf(new Request(request));
}
