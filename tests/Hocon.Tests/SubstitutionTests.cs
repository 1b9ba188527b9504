namespace ActorProxy.Hocon.Tests;

public sealed class SubstitutionTests
{
    [Theory]
    [InlineData("a = 1, b = ${a}", """{"a":1,"b":1}""")]
    [InlineData("b = ${a}, a = 1", """{"b":1,"a":1}""")]
    [InlineData("a { b = 1 }, c = ${a.b}", """{"a":{"b":1},"c":1}""")]
    [InlineData("a { b = 1 }, a.c = ${a.b}, a.b = 2", """{"a":{"b":2,"c":2}}""")]
    [InlineData("a = ${?x}", "{}")]
    [InlineData("a = 1, a = ${?x}", """{"a":1}""")]
    [InlineData("a = [1, ${?x}, 2]", """{"a":[1,2]}""")]
    [InlineData("a = ${?x}b", """{"a":"b"}""")]
    [InlineData("a = ${?x}${?y}", "{}")]
    [InlineData("a = ${?x} ${?y}", "{}")]
    [InlineData("a = null, b = ${a}", """{"a":null,"b":null}""")]
    [InlineData("a = ${x}, a = 42", """{"a":42}""")]
    [InlineData("""a."b.c" = 1, d = ${a."b.c"}""", """{"a":{"b.c":1},"d":1}""")]
    [InlineData("a = \"${b}\"", """{"a":"${b}"}""")]
    public void Substitution_OfAnotherKey_TakesItsFinalValue(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("""a = "x", a = ${a}":/y" """, """{"a":"x:/y"}""")]
    [InlineData("a = [1], a = ${a}[2]", """{"a":[1,2]}""")]
    [InlineData("a = [1], a = ${a}[2], a = ${a}[3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [0]${?a}", """{"a":[0]}""")]
    [InlineData("a = ${?a}foo", """{"a":"foo"}""")]
    [InlineData("a { x = 1 }, a = ${a} { y = 2 }", """{"a":{"x":1,"y":2}}""")]
    [InlineData("foo : { a : { c : 1 } }, foo : ${foo.a}, foo : { a : 2 }", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("bar : { foo : 42, baz : ${bar.foo} }, bar : { foo : 43 }", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar : { a : ${foo.d}, b : 1 }, bar.b = 3, foo : { c : ${bar.b}, d : 2 }, foo.d = 4",
        """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    [InlineData("a = 1, b = ${a}x, a = ${b}y", """{"a":"1xy","b":"1xyx"}""")]
    [InlineData("a.b = 1, a.b = ${a.b}2", """{"a":{"b":"12"}}""")]
    [InlineData("d { p = 1 }, a = ${d} { x = ${a.p}, y = ${a.x} }", """{"d":{"p":1},"a":{"p":1,"x":1,"y":1}}""")]
    [InlineData("a = ${?b}, b = ${?a}", "{}")]
    [InlineData("base { u = x, n = ${p.u} }, p = ${base}", """{"base":{"u":"x","n":"x"},"p":{"u":"x","n":"x"}}""")]
    public void Substitution_OfItself_LooksBack(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("d { x = 1, y = 2 }, a = ${d} { y = 3 }", """{"d":{"x":1,"y":2},"a":{"x":1,"y":3}}""")]
    [InlineData("d { x = 1 }, a = ${d}{ y = ${d.x} } { z = 1 }", """{"d":{"x":1},"a":{"x":1,"y":1,"z":1}}""")]
    [InlineData("d { x { p = 1 } }, a = { x { q = 2 } } ${d}", """{"d":{"x":{"p":1}},"a":{"x":{"q":2,"p":1}}}""")]
    [InlineData("d { x = 1 }, e { y = 2 }, a = ${d} ${e}", """{"d":{"x":1},"e":{"y":2},"a":{"x":1,"y":2}}""")]
    [InlineData("d { x = 1 }, a = ${d}, a.y = 2, a { x = 5 }", """{"d":{"x":1},"a":{"x":5,"y":2}}""")]
    public void Substitution_BesideAnObject_IsInheritedFrom(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("a = ${x}", "test.conf:1:5: a: there is no key 'x' and no environment variable of this name: define it, or write ${?x} if it may be missing")]
    [InlineData("a = ${a}", "test.conf:1:5: a: 'a' refers to itself and has no earlier value: give it one above")]
    [InlineData("a = ${b}\nb = ${a}", "test.conf:2:5: b: 'a' needs itself: this substitution belongs to what is being worked out at test.conf:1:5; break the cycle at one of the two")]
    [InlineData("a = {\n b = ${a} }", "test.conf:2:6: a.b: 'a' needs itself: this substitution belongs to what is being worked out at test.conf:1:5; break the cycle at one of the two")]
    [InlineData("a = [${a}]", "test.conf:1:6: a[0]: 'a' needs itself: this substitution belongs to what is being worked out at test.conf:1:5; break the cycle at one of the two")]
    [InlineData("c = ${a.b}\na {\n b = ${a} }", "test.conf:3:6: a.b: 'a' refers to itself and has no earlier value: give it one above")]
    public void Substitution_WithoutAValue_IsAnError(string text, string error) => Assert.Equal(error, Load.Error(text));
}
