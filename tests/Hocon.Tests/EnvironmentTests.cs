namespace ActorProxy.Hocon.Tests;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("a = ${PORT}", """{"a":"80"}""")]
    [InlineData("a = ${?PORT}", """{"a":"80"}""")]
    [InlineData("a = 1, a = ${?PORT}", """{"a":"80"}""")]
    [InlineData("a = 1, a = ${?OTHER}", """{"a":1}""")]
    [InlineData("a = \"h:\"${PORT}", """{"a":"h:80"}""")]
    [InlineData("PORT = 1, a = ${PORT}", """{"PORT":1,"a":1}""")]
    [InlineData("PORT = null, a = ${PORT}", """{"PORT":null,"a":null}""")]
    [InlineData("PORT = ${PORT}1", """{"PORT":"801"}""")]
    [InlineData("a = ${EMPTY}", """{"a":""}""")]
    [InlineData("a = ${with.dot}", """{"a":"d"}""")]
    [InlineData("PORT += 1", """{"PORT":[1]}""")]
    public void Variable_ThatNoKeyHides_IsSubstituted(string text, string json) =>
        Assert.Equal(json, Load.Json(text, Load.WithVariables(("PORT", "80"), ("EMPTY", ""), ("with.dot", "d"))));

    [Fact]
    public void Variable_WithAWrongValue_IsReportedWhereItIsSubstituted()
    {
        var reader = Load.Reader("a {\n port = ${PORT} }", Load.WithVariables(("PORT", "eighty")));
        reader.Object("a").Int("port", 1, 65535);

        Assert.Equal("test.conf:2:9: a.port: must be a whole number, at least 1, at most 65535, not the text \"eighty\"",
            Assert.Single(reader.Errors).ToString());
    }
}
