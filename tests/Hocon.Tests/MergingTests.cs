namespace ActorProxy.Hocon.Tests;

public sealed class MergingTests
{
    [Theory]
    [InlineData("a = 1, a = 2", """{"a":2}""")]
    [InlineData("a { b = 1 }, a { c = 2 }", """{"a":{"b":1,"c":2}}""")]
    [InlineData("a = { b = 1 }, a : { b = 2, c = 3 }", """{"a":{"b":2,"c":3}}""")]
    [InlineData("a { b = 1 }, a = null, a { c = 2 }", """{"a":{"c":2}}""")]
    [InlineData("a { b = 1 }, a = 5", """{"a":5}""")]
    [InlineData("a = 5, a { b = 1 }", """{"a":{"b":1}}""")]
    [InlineData("a = [1], a = [2]", """{"a":[2]}""")]
    [InlineData("a.b = 1, a.c = 2", """{"a":{"b":1,"c":2}}""")]
    [InlineData("a.b.c = 1, a { b { d = 2 } }", """{"a":{"b":{"c":1,"d":2}}}""")]
    [InlineData("z = 1, a = 2, z = 3", """{"z":3,"a":2}""")]
    public void Object_WithAKeyTwice_MergesObjectsAndReplacesTheRest(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("a += 3", """{"a":[3]}""")]
    [InlineData("a = [1], a += 2, a += [3]", """{"a":[1,2,[3]]}""")]
    [InlineData("b = [1], a = ${b}, a += 2, a += 3", """{"b":[1],"a":[1,2,3]}""")]
    [InlineData("a += { x = 1 }, a += { y = 2 }", """{"a":[{"x":1},{"y":2}]}""")]
    [InlineData("a = [1], a += ${?nothing}", """{"a":[1]}""")]
    [InlineData("b { c = [1] }, b.c += 2", """{"b":{"c":[1,2]}}""")]
    public void PlusEquals_OnAList_AppendsOneItem(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Fact]
    public void PlusEquals_OnText_IsAnErrorThatNamesBothPlaces() => Assert.Equal(
        "test.conf:2:6: a: '+=' needs a list, but the earlier value at test.conf:1:5 is the text \"x\": make that a list",
        Load.Error("a = x\na += 1"));

    [Fact]
    public void PlusEquals_ManyTimes_IsNoDeepChain() =>
        Assert.Equal(20_000, ((HoconArray)Load.Document(string.Concat(Enumerable.Repeat("a += 1\n", 20_000))).Root["a"]!).Count);

    [Theory]
    [InlineData("a = 1\nb = ${a}", "a = 2", """{"a":2,"b":2}""")]
    [InlineData("a { x = 1, y = 2 }", "a { y = 3 }", """{"a":{"x":1,"y":3}}""")]
    [InlineData("l = [1]", "l += 2", """{"l":[1,2]}""")]
    [InlineData("d { x = 1 }, p = ${d}", "p.x = 2", """{"d":{"x":1},"p":{"x":2}}""")]
    [InlineData("a = 1", "a = null", """{"a":null}""")]
    public void Reference_UnderAUsersText_IsMergedBeforeSubstitution(string reference, string user, string json) =>
        Assert.Equal(json, Load.Json(user, Load.Options with { Reference = new HoconReference("reference.conf", reference) }));

    [Fact]
    public void Reference_WithAUsersTextOverIt_LeavesEachItsPlace()
    {
        var options = Load.Options with { Reference = new HoconReference("reference.conf", "a {\n x = 1\n y = 2 }") };
        var a = (HoconObject)Load.Document("\na { y = 3 }", options).Root["a"]!;

        Assert.Equal("test.conf:2:3", a.Span.ToString());
        Assert.Equal("reference.conf:2:6", a["x"]!.Span.ToString());
        Assert.Equal("test.conf:2:9", a["y"]!.Span.ToString());
    }
}
