namespace ActorProxy.Hocon.Tests;

public sealed class CommentsTests
{
    [Theory]
    [InlineData("# x\na = 1 # y\n// z\nb = 2 // w", """{"a":1,"b":2}""")]
    [InlineData("a = x//y", """{"a":"x"}""")]
    [InlineData("a = x#y", """{"a":"x"}""")]
    [InlineData("a = \"x//y#z\"", """{"a":"x//y#z"}""")]
    [InlineData("a = [ # one\n 1, // two\n 2 ]", """{"a":[1,2]}""")]
    [InlineData("a # x\n = # y\n 1", """{"a":1}""")]
    [InlineData("# only", "{}")]
    [InlineData("", "{}")]
    [InlineData("\r\n \t\r\n", "{}")]
    public void Comment_Anywhere_IsDropped(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("\uFEFFa = 1", """{"a":1}""")]
    [InlineData("\uFEFF{ a = 1 }", """{"a":1}""")]
    [InlineData("a = 1\r\nb { c = x \r\n}\r\n", """{"a":1,"b":{"c":"x"}}""")]
    [InlineData("a\u00A0=\u30001", """{"a":1}""")]
    public void Blank_OfAnyKind_IsABlank(string text, string json) => Assert.Equal(json, Load.Json(text));
}
