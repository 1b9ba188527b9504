namespace ActorProxy.Hocon.Tests;

public sealed class ConcatenationTests
{
    [Theory]
    [InlineData("a =  x  y ", """{"a":"x  y"}""")]
    [InlineData("a = x \"y z\" 1", """{"a":"x y z 1"}""")]
    [InlineData("a = true false", """{"a":"true false"}""")]
    [InlineData("a = 1 2", """{"a":"1 2"}""")]
    [InlineData("a = 1.2.3", """{"a":"1.2.3"}""")]
    [InlineData("a = null x", """{"a":"null x"}""")]
    [InlineData("a = \"\" x", """{"a":" x"}""")]
    [InlineData("x = 1, a = v${x}.${x} ", """{"x":1,"a":"v1.1"}""")]
    [InlineData("x = 1, a = ${x} ${x}", """{"x":1,"a":"1 1"}""")]
    [InlineData("x = 1, a = ${x}", """{"x":1,"a":1}""")]
    public void Scalars_SideBySide_AreTextWithInnerBlanksKept(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("a = [1] [2,3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1][2]", """{"a":[1,2]}""")]
    [InlineData("b = [2], a = [1] ${b}", """{"b":[2],"a":[1,2]}""")]
    [InlineData("a = [[1] [2], [3]]", """{"a":[[1,2],[3]]}""")]
    public void Lists_SideBySide_AreOneList(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("a = { b = 1 } { c = 2 }", """{"a":{"b":1,"c":2}}""")]
    [InlineData("a = { b { x = 1 } } { b { y = 2 } }", """{"a":{"b":{"x":1,"y":2}}}""")]
    [InlineData("a = [{ b = 1 } { c = 2 }]", """{"a":[{"b":1,"c":2}]}""")]
    public void Objects_SideBySide_AreMerged(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("a = [1] x", "test.conf:1:9: a: the text \"x\" cannot stand beside a list: put a comma or new line between them, or make both of one kind")]
    [InlineData("b = x, a = ${b} [1]", "test.conf:1:17: a: a list cannot stand beside the text \"x\": put a comma or new line between them, or make both of one kind")]
    [InlineData("a = { b = 1 } x", "test.conf:1:15: a: text cannot stand beside an object: put a comma or new line between them, or remove one")]
    [InlineData("a = { b = 1 } [1]", "test.conf:1:15: a: a list cannot stand beside an object: put a comma or new line between them, or remove one")]
    [InlineData("b = x, a = ${b} { c = 1 }", "test.conf:1:12: a: this stands beside an object, but is the text \"x\" from test.conf:1:5: it must be an object")]
    public void ValuesOfDifferentKinds_SideBySide_AreAnError(string text, string error) => Assert.Equal(error, Load.Error(text));

    [Theory]
    [InlineData("a = [1, 2, ]", """{"a":[1,2]}""")]
    [InlineData("a = [\n1\n2\n\n3\n]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1\n, 2,\n3]", """{"a":[1,2,3]}""")]
    [InlineData("a = []", """{"a":[]}""")]
    [InlineData("{ a = 1\n b = 2, }", """{"a":1,"b":2}""")]
    [InlineData("a {\n}\nb = {}", """{"a":{},"b":{}}""")]
    [InlineData("a\n{\n b =\n 1\n}", """{"a":{"b":1}}""")]
    public void Elements_BetweenCommasOrNewLines_AreSeparate(string text, string json) => Assert.Equal(json, Load.Json(text));
}
