using System.Text;

namespace ActorProxy.Hocon.Tests;

public sealed class IncludesTests
{
    [Theory]
    [InlineData("include \"x\"")]
    [InlineData("include \"x.conf\"")]
    [InlineData("include file(\"x.conf\")")]
    [InlineData("include required(\"x.conf\")")]
    [InlineData("include required(file(\"x.conf\"))")]
    [InlineData("include required( file( \"x.conf\" ) )")]
    [InlineData("include \"missing\"\ninclude \"x\"")]
    public void Include_InAnyForm_PutsTheKeysInPlace(string text) =>
        Assert.Equal("""{"a":1}""", Load.Json(text, Load.WithFiles(("x.conf", "a = 1"))));

    [Theory]
    [InlineData("a = 0, b = 0, include \"x\"", """{"a":1,"b":0}""")]
    [InlineData("include \"x\"\na = 2", """{"a":2}""")]
    [InlineData("p { include \"x\", b = 2 }, q { include \"x\" }", """{"p":{"a":1,"b":2},"q":{"a":1}}""")]
    [InlineData("l = [ { include \"x\" }, { include \"x\" } ]", """{"l":[{"a":1},{"a":1}]}""")]
    [InlineData("a = 0, include \"j.json\"", """{"a":5}""")]
    [InlineData("include \"j\"", """{"a":5}""")]
    public void Include_AmongKeys_IsMergedWhereItStands(string text, string json) =>
        Assert.Equal(json, Load.Json(text, Load.WithFiles(("x.conf", "a = 1"), ("j.json", """{"a": 5}"""))));

    [Theory]
    [InlineData("p { include \"x\" }", """{"p":{"y":1,"z":1}}""")]
    [InlineData("p { include \"x\" }, p.y = 2", """{"p":{"y":2,"z":2}}""")]
    [InlineData("l = [ { include \"x\" } ]", """{"l":[{"y":1,"z":1}]}""")]
    [InlineData("p { q { include \"x\" } }", """{"p":{"q":{"y":1,"z":1}}}""")]
    [InlineData("include \"x\"", """{"y":1,"z":1}""")]
    public void IncludedSubstitution_OfAnIncludedKey_IsRelocated(string text, string json) =>
        Assert.Equal(json, Load.Json(text, Load.WithFiles(("x.conf", "y = 1, z = ${y}"))));

    [Theory]
    [InlineData("y = 7, p { include \"x\" }", """{"y":7,"p":{"z":7}}""")]
    [InlineData("p { include \"x\" }, y = 7", """{"p":{"z":7},"y":7}""")]
    [InlineData("p { y = 8, include \"x\" }, y = 7", """{"p":{"y":8,"z":8},"y":7}""")]
    [InlineData("y = 7, p { include \"between\" }", """{"y":7,"p":{"y":9,"q":{"z":9}}}""")]
    public void IncludedSubstitution_OfAKeyOutside_IsFoundFromTheInsideOut(string text, string json) =>
        Assert.Equal(json, Load.Json(text, Load.WithFiles(("x.conf", "z = ${y}"), ("between.conf", "y = 9, q { include \"x\" }"))));

    [Fact]
    public void Include_InAnIncludedFile_IsRelativeToThatFile() => Assert.Equal("""{"a":1}""",
        Load.Json("include \"sub/x\"", Load.WithFiles(("sub/x.conf", "include \"y\""), ("sub/y.conf", "a = 1"))));

    [Theory]
    [InlineData("a = 1\ninclude required(\"x\")", "test.conf:2:18: there is no file 'dir/x': create it, or correct the name")]
    [InlineData("include url(\"http://x\")", "test.conf:1:1: only files can be included: write include \"file\"")]
    [InlineData("include optional(\"x\")", "test.conf:1:1: write include \"file\", include file(\"file\"), or include required(\"file\"), and nothing after it on the line")]
    [InlineData("include file(\"x\"", "test.conf:1:1: write include \"file\", include file(\"file\"), or include required(\"file\"), and nothing after it on the line")]
    [InlineData("include \"\"", "test.conf:1:1: write include \"file\", include file(\"file\"), or include required(\"file\"), and nothing after it on the line")]
    [InlineData("include x", "test.conf:1:1: include needs a quoted file name, as in: include \"other.conf\"; a key of this name must be quoted: \"include\"")]
    [InlineData("include \"loop\"", "dir/loop2.conf:2:9: dir/loop.conf includes dir/loop2.conf includes dir/loop.conf: remove one of the includes")]
    [InlineData("include \"bad\"", "dir/bad.conf:2:1: b: 'b' has no value: write 'b = ...'")]
    [InlineData("include \"unresolved\"", "dir/unresolved.conf:1:5: a: there is no key 'nowhere' and no environment variable of this name: define it, or write ${?nowhere} if it may be missing")]
    public void Include_ThatFails_IsAnErrorInItsFile(string text, string error) => Assert.Equal(error, Load.Error(text, Load.WithFiles(
        ("loop.conf", "include \"loop2\""),
        ("loop2.conf", "\ninclude \"loop\""),
        ("bad.conf", "a = 1\nb\n"),
        ("unresolved.conf", "a = ${nowhere}"))));

    [Fact]
    public void Object_WithAnInclude_StaysWhereItWasWritten() => Assert.Equal("test.conf:1:3",
        Load.Document("p { include \"x\" }", Load.WithFiles(("x.conf", "a = 1"))).Root["p"]!.Span.ToString());

    [Fact]
    public void Include_InATextWithoutADirectory_IsAnError() => Assert.Equal(
        "test.conf:1:9: this text is no file, so there is no directory to include from: write the included keys here",
        Load.Error("include \"x\""));

    [Fact]
    public void File_ThatCannotBeRead_IsAnErrorWithTheReason() => Assert.Equal(
        "test.conf:1:9: 'dir/x' cannot be read: disk on fire",
        Load.Error("include \"x\"", Load.Options with { BaseDirectory = "dir", OpenFile = _ => throw new IOException("disk on fire") }));

    [Fact]
    public void File_ThatIsNotUtf8_IsAnErrorAtTheFirstWrongByte() => Assert.Equal(
        "dir/x:2:7: this is not UTF-8: save the file with the encoding UTF-8",
        Load.Error("include \"x\"", Load.Options with
        {
            BaseDirectory = "dir",
            OpenFile = _ => new MemoryStream([.. Encoding.UTF8.GetBytes("é = 1\nb = \"ü"), 0xff, 0x22]),
        }));

    [Fact]
    public void Files_OfADirectory_AreReadAndListed()
    {
        var directory = Directory.CreateTempSubdirectory("hocon");
        try
        {
            var main = Path.Combine(directory.FullName, "main.conf");
            var other = Path.Combine(directory.FullName, "other.conf");
            File.WriteAllText(main, "\uFEFFinclude \"other\"\ninclude \"none\"\nb = ${a}");
            File.WriteAllText(other, "a = 1");
            var document = HoconLoader.LoadFile(main, HoconOptions.Default);

            Assert.Empty(document.Errors);
            Assert.Equal("""{"a":1,"b":1}""", document.Root.ToJson());
            Assert.Equal([main, other], document.Files.Order());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void File_ThatDoesNotExist_IsAnErrorOfTheDocument() => Assert.Equal(
        "none.conf:1:1: there is no file 'none.conf': create it, or correct the name",
        Assert.Single(HoconLoader.LoadFile("none.conf", Load.Options).Errors).ToString());
}
