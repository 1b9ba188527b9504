namespace ActorProxy.Hocon.Tests;

public sealed class StringsTests
{
    private const string Quotes = "\"\"\"";

    private static string Text(string value) => ((HoconScalar)Load.Document("a = " + value).Root["a"]!).Text;

    [Theory]
    [InlineData(@"""x\""y\\z\/\b\f\n\r\té""", "x\"y\\z/\b\f\n\r\té")]
    [InlineData(@"""\ud83d\ude00""", "😀")]
    [InlineData("\"😀 # // { } ${x}\"", "😀 # // { } ${x}")]
    [InlineData("\" x \"", " x ")]
    [InlineData("\"null\"", "null")]
    [InlineData("😀", "😀")]
    [InlineData("/api/v1", "/api/v1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("a/b/c", "a/b/c")]
    [InlineData("x;y", "x;y")]
    [InlineData("1e+5", "1e+5")]
    [InlineData("-", "-")]
    [InlineData("(a|b)'<>%~", "(a|b)'<>%~")]
    public void Text_QuotedOrNot_IsKept(string written, string meant) => Assert.Equal(meant, Text(written));

    [Theory]
    [InlineData(Quotes + "x" + Quotes, "x")]
    [InlineData(Quotes + "a\n  \"b\" \\n\r\n" + Quotes, "a\n  \"b\" \\n\r\n")]
    [InlineData(Quotes + Quotes, "")]
    [InlineData(Quotes + "x\"\"" + Quotes, "x\"\"")]
    [InlineData(Quotes + "x" + Quotes + " y", "x y")]
    public void Text_InTripleQuotes_IsRaw(string written, string meant) => Assert.Equal(meant, Text(written));

    [Fact]
    public void Line_AfterTripleQuotes_IsCountedOn() =>
        Assert.Equal("test.conf:4:3", Load.Document($"a = {Quotes}\n\n{Quotes}, b = 1\n  c = 2").Root.Members[2].KeySpan.ToString());

    [Theory]
    [InlineData("true", HoconScalarKind.Boolean)]
    [InlineData("\"true\"", HoconScalarKind.Text)]
    [InlineData("True", HoconScalarKind.Text)]
    [InlineData("null", HoconScalarKind.Null)]
    [InlineData("-1.5e-3", HoconScalarKind.Number)]
    [InlineData("010", HoconScalarKind.Text)]
    [InlineData("1.", HoconScalarKind.Text)]
    [InlineData("5s", HoconScalarKind.Text)]
    public void Scalar_IsOfTheKindThatJsonKnows(string written, HoconScalarKind kind) =>
        Assert.Equal(kind, ((HoconScalar)Load.Document("a = " + written).Root["a"]!).Kind);

    [Fact]
    public void Character_ThatIsHalfAPair_IsAnErrorAtItsPlace() =>
        Assert.Equal("test.conf:2:5: half of a surrogate pair stands here: remove it", Load.Error("a = 😀\nb = \ud83d"));

    [Theory]
    [InlineData("a = \"x\nb = 1", "test.conf:1:5: this quote is not closed on its line: put '\"' where the text ends, or use \"\"\" for text of several lines")]
    [InlineData("a = \"x\r\nb = 1", "test.conf:1:5: this quote is not closed on its line: put '\"' where the text ends, or use \"\"\" for text of several lines")]
    [InlineData("a = \"x\\", "test.conf:1:5: this quote is not closed on its line: put '\"' where the text ends, or use \"\"\" for text of several lines")]
    [InlineData("a = 1\nb = \"\"\"x\ny", "test.conf:2:5: this \"\"\" is not closed: put \"\"\" where the text ends")]
    [InlineData(@"a = ""^\d+$""", "test.conf:1:7: '\\d' is no escape: write '\\\\' for a backslash, or use \"\"\" where a backslash is one")]
    [InlineData(@"a = ""\u12g4""", "test.conf:1:6: '\\u' needs four hexadecimal digits, as in '\\u00e9'")]
    [InlineData(@"a = ""\ud83d""", "test.conf:1:5: a \\u escape in this text is half of a surrogate pair: write both halves, or the character itself")]
    [InlineData("a = \"x\ty\"", "test.conf:1:7: a raw control character cannot stand in quotes: write \\u0009 or \\t")]
    public void Text_ThatIsBroken_IsAnErrorWithAdvice(string text, string error) => Assert.Equal(error, Load.Error(text));
}
