namespace ActorProxy.Hocon.Tests;

public sealed class KeysTests
{
    [Theory]
    [InlineData("a.b.c = 1", """{"a":{"b":{"c":1}}}""")]
    [InlineData("""a."b.c".d = 1""", """{"a":{"b.c":{"d":1}}}""")]
    [InlineData("\"\" = 1", """{"":1}""")]
    [InlineData("a.\"\".b = 1", """{"a":{"":{"b":1}}}""")]
    [InlineData("10 = 1", """{"10":1}""")]
    [InlineData("10.0 = 1", """{"10":{"0":1}}""")]
    [InlineData("1e+5 = 1", """{"1e\u002B5":1}""")]
    [InlineData("a b c = 1", """{"a b c":1}""")]
    [InlineData("a \"b\"  c.d = 1", """{"a b  c":{"d":1}}""")]
    [InlineData("a\"b.c\"d = 1", """{"ab.cd":1}""")]
    [InlineData("true = 1, null = 2", """{"true":1,"null":2}""")]
    [InlineData("x-y_z = 1", """{"x-y_z":1}""")]
    [InlineData("\"X-Real-IP\" : 1", """{"X-Real-IP":1}""")]
    [InlineData("/api/v1 = 1", """{"/api/v1":1}""")]
    [InlineData("includes = 1, include.x = 2, \"include\" = 3", """{"includes":1,"include":3}""")]
    [InlineData("a=1,b:2,c{d=3},e +=4", """{"a":1,"b":2,"c":{"d":3},"e":[4]}""")]
    public void Key_InAnyForm_IsAPath(string text, string json) => Assert.Equal(json, Load.Json(text));

    [Theory]
    [InlineData("a . b = 1", "test.conf:1:3: there is a blank beside a dot of this key: remove it, or quote what belongs together")]
    [InlineData("a. b = 1", "test.conf:1:4: there is a blank beside a dot of this key: remove it, or quote what belongs together")]
    [InlineData("a. = 1", "test.conf:1:1: a dot of this key has nothing on one side: remove the dot, or write \"\" for an empty name")]
    [InlineData("*.example.com { a = 1 }", "test.conf:1:1: '*' cannot stand in a key outside of quotes: write the key as \"...\"")]
    [InlineData("a*b = 1", "test.conf:1:2: a: '*' cannot stand in a key outside of quotes: write the key as \"...\", or put '=' before its value")]
    [InlineData("a [1]", "test.conf:1:3: a: put '=' between 'a' and '['")]
    [InlineData("a ${b}", "test.conf:1:3: a: put '=' between 'a' and '${'")]
    [InlineData("${a} = 1", "test.conf:1:1: a key cannot be a substitution: write 'key = ${...}'")]
    [InlineData("= 1", "test.conf:1:1: a key must come before '='")]
    [InlineData("a { { b = 1 } }", "test.conf:1:5: a: a key must come before '{': write 'key = {'")]
    [InlineData("include = 1", "test.conf:1:1: include needs a quoted file name, as in: include \"other.conf\"; a key of this name must be quoted: \"include\"")]
    public void Key_ThatIsNone_IsAnErrorWithAdvice(string text, string error) => Assert.Equal(error, Load.Error(text));
}
