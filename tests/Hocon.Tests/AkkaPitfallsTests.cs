namespace ActorProxy.Hocon.Tests;

/// <summary>
/// What Akka.NET's own parser gets wrong with a person's text (silent loss, endless loops, a stack overflow), here with the outcome
/// of the specification or an error at the right place.
/// </summary>
public sealed class AkkaPitfallsTests
{
    [Theory]
    [InlineData("a=1\n}\nb=2", "2:1")]
    [InlineData("a { b = 1", "1:3")]
    [InlineData("a=\"abc", "1:3")]
    [InlineData("a=\"\"\"x", "1:3")]
    [InlineData("foo\nb=2", "1:1")]
    [InlineData("a 1\nb=2", "1:1")]
    [InlineData("a==1", "1:3")]
    [InlineData("a..b=1", "1:3")]
    [InlineData(".a=1", "1:1")]
    [InlineData("a=1]", "1:4")]
    [InlineData("a=1;", "1:4")]
    [InlineData("a=[1\n}", "2:1")]
    [InlineData("a=[}", "1:4")]
    [InlineData("a=[*]", "1:4")]
    [InlineData("a=[@", "1:4")]
    [InlineData("a=${a}[2]", "1:3")]
    [InlineData("p=${p}b", "1:3")]
    [InlineData("a=${b}\nb=${a}", "2:3")]
    [InlineData("a=${a}", "1:3")]
    [InlineData("b={c=${b}}", "1:6")]
    [InlineData("a=${ENVVAR}", "1:3")]
    [InlineData("url = http://h:80/", "1:11")]
    [InlineData("a = h:80", "1:6")]
    [InlineData("a = *", "1:5")]
    [InlineData("a = x?", "1:6")]
    [InlineData("a = x&y", "1:6")]
    [InlineData("a = @x", "1:5")]
    [InlineData("a = !x", "1:5")]
    [InlineData("a = ^x", "1:5")]
    [InlineData("a = C\\x", "1:6")]
    public void Mistake_IsAnErrorAtItsPlace(string text, string position)
    {
        var error = Load.Document(text).Errors[0];

        Assert.Equal(position, $"{error.Line}:{error.Column}");
    }

    [Theory]
    [InlineData("b {c=1}, a=2", """{"b":{"c":1},"a":2}""")]
    [InlineData("a=1\n,b=2", """{"a":1,"b":2}""")]
    [InlineData("a=${?X}", "{}")]
    [InlineData("b=1\nb=${?X}", """{"b":1}""")]
    [InlineData("a=${?SET}", """{"a":"env"}""")]
    [InlineData("a=${SET}", """{"a":"env"}""")]
    [InlineData("a += 3", """{"a":[3]}""")]
    [InlineData("d={x=1,y=2}, c=${d}{y=3}", """{"d":{"x":1,"y":2},"c":{"x":1,"y":3}}""")]
    [InlineData("a=[1]\na=${a}[2]", """{"a":[1,2]}""")]
    [InlineData("a = 127.0.0.1, b = /api/v1", """{"a":"127.0.0.1","b":"/api/v1"}""")]
    [InlineData("a = x//y", """{"a":"x"}""")]
    [InlineData("a = \" x \", b = \"null\"", """{"a":" x ","b":"null"}""")]
    [InlineData("\uFEFFa = 1", """{"a":1}""")]
    [InlineData("a = []", """{"a":[]}""")]
    [InlineData("include \"x\"", """{"y":1,"z":1}""")]
    [InlineData("include file(\"x\")", """{"y":1,"z":1}""")]
    [InlineData("include required(\"x\")", """{"y":1,"z":1}""")]
    [InlineData("k = 7, p { include \"parent\" }", """{"k":7,"p":{"v":7}}""")]
    public void Text_ThatIsRight_HasTheOutcomeOfTheSpecification(string text, string json)
    {
        var options = Load.WithFiles(("x.conf", "y = 1, z = ${y}"), ("parent.conf", "v = ${k}"));

        Assert.Equal(json, Load.Json(text, options with { Environment = name => name == "SET" ? "env" : null }));
    }

    [Fact]
    public void Substitution_InTheLayerBelow_SeesTheLayerAbove() => Assert.Equal("""{"a":2,"b":2}""",
        Load.Json("a=2", Load.Options with { Reference = new HoconReference("reference.conf", "a=1, b=${a}") }));

    [Theory]
    [InlineData("5s", true)]
    [InlineData("1.5m", true)]
    [InlineData("100micros", true)]
    [InlineData("100us", true)]
    [InlineData("250", true)]
    [InlineData("1w", true)]
    [InlineData("off", true)]
    [InlineData("infinite", true)]
    [InlineData("-1s", false)]
    public void Duration_IsReadOrAnError(string text, bool isRead)
    {
        var reader = Load.Reader("a = " + text);
        reader.Duration("a", DurationWords.Infinite | DurationWords.Off);

        Assert.Equal(isRead, reader.Errors.Count == 0);
    }

    [Theory]
    [InlineData("64KiB")]
    [InlineData("64 KiB")]
    [InlineData("10MB")]
    [InlineData("64kB")]
    [InlineData("64KB")]
    [InlineData("1.5MiB")]
    public void Size_IsRead(string text)
    {
        var reader = Load.Reader("a = " + text);

        Assert.True(reader.Size("a") > 60_000);
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public void Boolean_IsReadOrAnError()
    {
        var reader = Load.Reader("a = yes, b = off, c = True");

        Assert.True(reader.Bool("a"));
        Assert.False(reader.Bool("b"));
        Assert.Empty(reader.Errors);
        reader.Bool("c");
        Assert.Equal("c", Assert.Single(reader.Errors).Path);
    }

    [Fact]
    public void Reading_WhatIsMissingOrOfAnotherType_IsNeverSilent()
    {
        var reader = Load.Reader("o {}, s = x");
        reader.Int("missing");
        reader.Duration("missing");
        reader.String("o");
        reader.Int("o");
        reader.StringList("missing");
        reader.StringList("s");

        Assert.Equal(["missing", "missing", "o", "o", "missing", "s"], reader.Errors.Select(error => error.Path));
    }

    [Fact]
    public void Json_EscapesWhatNeedsIt()
    {
        var root = Load.Document("""{ "a.b" = "x\"y\nz" }""").Root;

        Assert.Equal(root.ToJson(), Load.Json(root.ToJson()));
    }
}
