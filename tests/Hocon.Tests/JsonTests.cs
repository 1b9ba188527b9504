using System.Text.Json;

namespace ActorProxy.Hocon.Tests;

public sealed class JsonTests
{
    [Fact]
    public void Json_OfAwkwardText_IsReadBackByAnyJsonReader()
    {
        var json = Load.Json(""""
            "a.b" = "quote \" backslash \\ newline \n tab \t"
            emoji = "😀 é \u0001"
            raw = """${x} // # { } [ ]"""
            blanks = "  x  "
            nothing = null
            "" = "null"
            """");
        var root = JsonDocument.Parse(json).RootElement;

        Assert.Equal("quote \" backslash \\ newline \n tab \t", root.GetProperty("a.b").GetString());
        Assert.Equal("😀 é \u0001", root.GetProperty("emoji").GetString());
        Assert.Equal("${x} // # { } [ ]", root.GetProperty("raw").GetString());
        Assert.Equal("  x  ", root.GetProperty("blanks").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("nothing").ValueKind);
        Assert.Equal("null", root.GetProperty("").GetString());
    }

    [Theory]
    [InlineData("""{"a":[1,2.50,-3e+5,true,null,"x"],"b":{"c.d":{}},"e":[]}""")]
    [InlineData("""{"a":"\uD83D\uDE00\u0022\\\n"}""")]
    public void Json_IsHoconAndComesBackTheSame(string json)
    {
        Assert.Equal(json.Replace("+", "+", StringComparison.Ordinal), Load.Json(json));
        Assert.Equal(Load.Json(json), Load.Json(Load.Document(json).Root.ToJson(indented: true)));
    }

    [Fact]
    public void Subtree_CanBeWrittenByItself() =>
        Assert.Equal("""{"remote":{"port":4053}}""", Load.Document("p = 4053, akka { remote { port = ${p} } }").Root["akka"]!.ToJson());
}
