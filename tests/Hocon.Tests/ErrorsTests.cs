namespace ActorProxy.Hocon.Tests;

public sealed class ErrorsTests
{
    [Fact]
    public void Text_WithManyErrors_ReportsThemAllInOrder()
    {
        const string text = """
            proxy {
              url = http://h:80/
              port = 80 ]
              hosts = [*.example.com, ok]
              name
              path = "/x
              tail = 1
            }
            }
            x = @
            """;

        Assert.Equal(
            [
                "test.conf:2:13: proxy.url: ':' cannot stand in unquoted text: write \"http://h:80/\"",
                "test.conf:3:13: proxy: ']' closes nothing: remove it, or open what it should close",
                "test.conf:4:12: proxy.hosts: '*' cannot stand in unquoted text: put the text in quotes",
                "test.conf:5:3: proxy.name: 'name' has no value: write 'name = ...'",
                "test.conf:6:10: this quote is not closed on its line: put '\"' where the text ends, or use \"\"\" for text of several lines",
                "test.conf:9:1: '}' closes nothing: remove it, or open what it should close",
                "test.conf:10:5: x: '@' cannot stand in unquoted text: put the text in quotes",
            ],
            Load.Document(text).Errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("a = b = c", "test.conf:1:7: a: '=' cannot stand in unquoted text: quote the text, or put a comma or new line before the next key")]
    [InlineData("a = 1 b = 2", "test.conf:1:9: a: '=' cannot stand in unquoted text: quote the text, or put a comma or new line before the next key")]
    [InlineData("a { b = 1 } c = 2", "test.conf:1:15: a: '=' cannot stand in unquoted text: quote the text, or put a comma or new line before the next key")]
    [InlineData("a =\nb = 2", "test.conf:1:3: a: there is no value here: write one, \"\" for empty text, or null for none; text that begins with // must be quoted")]
    [InlineData("a = //h/x", "test.conf:1:3: a: there is no value here: write one, \"\" for empty text, or null for none; text that begins with // must be quoted")]
    [InlineData("a = $host", "test.conf:1:5: a: '$' cannot stand in unquoted text: quote the text, or write ${key} to insert another value")]
    [InlineData("a = ${b:-1}", "test.conf:1:5: a: a substitution has no default inside: write the default first and 'key = ${?NAME}' on the line below")]
    [InlineData("a = ${b\nc = 1", "test.conf:1:5: a: this substitution is not closed: put '}' before the end of the line")]
    [InlineData("a = ${}", "test.conf:1:5: a: the path of this substitution cannot be read: write ${name.of.a.key}")]
    [InlineData("a { b = [1 }", "test.conf:1:9: a.b: '[' is not closed: put ']' before '}' at test.conf:1:12")]
    [InlineData("a = [ { b = 1 ]", "test.conf:1:7: a: '{' is not closed: put '}' before ']' at test.conf:1:15")]
    [InlineData("a { b {\n c = 1 }", "test.conf:1:3: a: '{' is not closed: put '}' where it ends; the file ends without it")]
    [InlineData("a = 1,,b = 2", "test.conf:1:7: there is nothing before this comma: remove it")]
    [InlineData(", a = 1", "test.conf:1:1: there is nothing before this comma: remove it")]
    [InlineData("a = [,]", "test.conf:1:6: a: there is nothing before this comma: remove it")]
    [InlineData("[1]", "test.conf:1:1: the top of a file must be an object: write 'key = [' instead of '['")]
    [InlineData("{ a = 1 } b = 2", "test.conf:1:11: the '}' before this closed the object that the file began with: remove one of the two")]
    [InlineData("a = 1 } , b = 2", "test.conf:1:7: '}' closes nothing: remove it, or open what it should close")]
    [InlineData("a = 1\0", "test.conf:1:6: a: ' ' cannot stand in unquoted text: put the text in quotes")]
    public void Text_WithAMistake_GetsAPositionAndAdvice(string text, string error) => Assert.Equal(error, Load.Error(text));

    [Fact]
    public void Document_WithASyntaxError_IsNotReadableAndEmpty()
    {
        var document = Load.Document("a = 1\nb");

        Assert.False(document.IsReadable);
        Assert.Equal(0, document.Root.Count);
    }

    [Fact]
    public void Document_WithOnlyAFailedSubstitution_CanStillBeRead()
    {
        var document = Load.Document("a = ${x}\nb = zero");
        var reader = new HoconReader(document);
        reader.Int("a");
        reader.Int("b");

        Assert.True(document.IsReadable);
        Assert.Equal("a", Assert.Single(document.Errors).Path);
        Assert.Equal("b", Assert.Single(reader.Errors).Path);
    }
}
