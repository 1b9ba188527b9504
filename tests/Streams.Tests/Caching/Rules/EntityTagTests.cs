using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Comparing entity tags (RFC 9110 sections 8.8.3 and 8.8.3.2).</summary>
public sealed class EntityTagTests
{
    /// <summary>The table of section 8.8.3.2.</summary>
    [Theory]
    [InlineData("W/\"1\"", "W/\"1\"", false, true)]
    [InlineData("W/\"1\"", "W/\"2\"", false, false)]
    [InlineData("W/\"1\"", "\"1\"", false, true)]
    [InlineData("\"1\"", "\"1\"", true, true)]
    [InlineData("\"1\"", null, false, false)]
    [InlineData(null, null, false, false)]
    [InlineData("\"a\"", "\"A\"", false, false)]
    public void Comparison_IsStrongOrWeak(string? left, string? right, bool strong, bool weak)
    {
        Assert.Equal(strong, EntityTag.IsStrongMatch(left, right));
        Assert.Equal(weak, EntityTag.IsWeakMatch(left, right));
    }

    [Theory]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("\"a\"", "\"x\",\"a\"")]
    [InlineData("\"a\"", "\"x\" , W/\"a\" , \"y\"")]
    [InlineData("W/\"a\"", "\"a\"")]
    [InlineData("\"a\"", ",, \"a\",")]
    [InlineData("\"a,b\"", "\"x\", \"a,b\"")]
    [InlineData("\"\"", "\"x\", \"\"")]
    [InlineData("\"W/\"", "\"W/\"")]
    [InlineData("\"a\"", " * ")]
    [InlineData(null, "*")]
    [InlineData("unquoted", "unquoted")]
    [InlineData("unquoted", "\"x\", unquoted")]
    public void Tag_InTheList_IsFound(string? tag, string list) => Assert.True(EntityTag.IsListed(tag, list));

    [Theory]
    [InlineData("\"a\"", "\"b\"")]
    [InlineData("\"a\"", "")]
    [InlineData("\"a\"", ",")]
    [InlineData("\"a\"", "a")]
    [InlineData("\"a\"", "\"x,\"a\"")]
    [InlineData("\"b\"", "\"a,b\"")]
    [InlineData("\"a\"", "\"a")]
    [InlineData("\"a\"", "w/\"a\"")]
    [InlineData("\"a\"", "\"*\"")]
    [InlineData("\"a\"", "\"x\", *")]
    [InlineData(null, "\"a\"")]
    public void Tag_NotInTheList_IsNotFound(string? tag, string list) => Assert.False(EntityTag.IsListed(tag, list));
}
