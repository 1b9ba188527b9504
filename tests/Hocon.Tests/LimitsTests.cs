using System.Text;

namespace ActorProxy.Hocon.Tests;

public sealed class LimitsTests
{
    private static string Nested(string open, int depth, string close) =>
        "a = " + string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{ a = ", "{} }")]
    public void Nesting_UpToTheBound_IsFine(string open, string close) => Assert.True(Load.Document(Nested(open, 62, close)).IsReadable);

    [Theory]
    [InlineData("[", "]", 65)]
    [InlineData("[", "]", 200_000)]
    [InlineData("{ a = ", "}", 100_000)]
    [InlineData("[", "", 200_000)]
    [InlineData("{a:", "", 200_000)]
    public void Nesting_BeyondTheBound_IsAnError(string open, string close, int depth) =>
        Assert.Contains(Load.Document(Nested(open, depth, close)).Errors, error => error.Message == "this is nested more than 64 deep: make it flatter");

    [Fact]
    public void Path_BeyondTheDepth_IsAnError() =>
        Assert.EndsWith("this is nested more than 64 deep: make it flatter", Load.Error(string.Join('.', Enumerable.Repeat("a", 100_000)) + " = 1"), StringComparison.Ordinal);

    [Fact]
    public void Nesting_BySubstitution_IsAnError()
    {
        var text = new StringBuilder("a0 = {}\n");
        for (var i = 1; i < 100; i++)
            text.Append($"a{i} = {{ x = ${{a{i - 1}}} }}\n");

        Assert.EndsWith("with its substitutions this is nested more than 64 deep: make it flatter", Load.Error(text.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[${a#},${a#}]")]
    [InlineData("{ x = ${a#}, y = ${a#} }")]
    [InlineData("${a#}${a#}")]
    public void BillionLaughs_InAnyForm_AreAnError(string doubling)
    {
        var first = doubling[0] == '$' ? "0123456789abcdef" : "[1]";
        var text = new StringBuilder($"a0 = {first}\n");
        for (var i = 1; i < 60; i++)
            text.Append($"a{i} = {doubling.Replace("#", $"{i - 1}", StringComparison.Ordinal)}\n");

        Assert.Contains("expand to more than", Load.Error(text.ToString()).Replace("expands", "expand", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Work_ThatCannotBeKept_IsBounded()
    {
        var text = new StringBuilder("a0 = ${?a0}\n");
        for (var i = 1; i < 60; i++)
            text.Append($"a{i} = ${{?a{i - 1}}} ${{?a{(i + 1) % 60}}} ${{?a{(i + 7) % 60}}}\na{i} = x${{?a{(i * 7) % 60}}}${{?a{i}}}\n");

        Assert.All(Load.Document(text.ToString(), Load.Options with { MaxExpansion = 200_000 }).Errors, error => Assert.True(error.Line > 0));
    }

    [Fact]
    public void Chain_OfSubstitutions_IsBounded()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i} = ${{a{i + 1}}}\n")) + "a100000 = 1";

        Assert.EndsWith("substitutions need each other more than 200 deep: make the chain shorter", Load.Error(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_ThatIsTooLarge_IsAnError() => Assert.Equal(
        "test.conf:1:1: the configuration has more than 10 bytes: make it smaller",
        Load.Error("a = 1234567", Load.Options with { MaxBytes = 10 }));

    [Fact]
    public void File_WithoutAnEnd_IsAnError()
    {
        var options = Load.Options with { MaxBytes = 100_000, BaseDirectory = "dir", OpenFile = _ => new EndlessStream() };

        Assert.Equal("test.conf:1:9: with 'dir/x' the configuration has more than 100000 bytes: make it smaller", Load.Error("include \"x\"", options));
    }

    [Fact]
    public void Includes_BeyondTheCount_AreAnError() => Assert.Equal(
        "test.conf:1:35: there are more than 2 includes: use fewer",
        Load.Error("include \"x\", include \"x\", include \"x\"", Load.WithFiles(("x.conf", "a = 1")) with { MaxIncludes = 2 }));

    [Fact]
    public void Includes_InALongChain_AreAnError()
    {
        var files = Enumerable.Range(0, 50).Select(i => ($"f{i}.conf", $"include \"f{i + 1}\"")).ToArray();

        Assert.EndsWith("files include each other more than 32 deep: use fewer levels", Load.Error("include f0".Replace("f0", "\"f0\"", StringComparison.Ordinal), Load.WithFiles(files)), StringComparison.Ordinal);
    }

    [Fact]
    public void Includes_WithinDeepObjects_AreNestedNoDeeperThanTheBound()
    {
        var deep = string.Concat(Enumerable.Repeat("a {", 40));
        var options = Load.WithFiles(("x.conf", deep + "b = 1" + new string('}', 40)));

        Assert.EndsWith("with its includes this is nested more than 64 deep: make it flatter",
            Load.Error(deep + "include \"x\"" + new string('}', 40), options), StringComparison.Ordinal);
    }

    [Fact]
    public void Substitutions_BeyondTheCount_AreAnError() => Assert.Equal(
        "test.conf:1:1: there are more than 2 substitutions: use fewer",
        Load.Error("a = 1, b = ${a}${a}${a}", Load.Options with { MaxSubstitutions = 2 }));

    [Fact]
    public void Errors_BeyondTheCount_AreSummedUp()
    {
        var errors = Load.Document(string.Concat(Enumerable.Repeat("a = *\n", 100_000))).Errors;

        Assert.Equal(101, errors.Count);
        Assert.Equal("there are more than 100 errors: mend the ones above first", errors[100].Message);
    }

    [Fact]
    public void TenThousandRoutes_AreLoadedWithinTheWorkOfTheirSize()
    {
        var text = new StringBuilder("defaults { timeouts { read = 60s } }\nroutes = [\n");
        for (var i = 0; i < 10_000; i++)
            text.Append($"  {{ name = r{i}, hosts = [\"h{i}.example.com\"], path = \"/api/v{i}\", pool = p{i % 10}, timeouts = ${{defaults.timeouts}} {{ send = 5s }} }}\n");
        text.Append(']');

        // Each route has about 12 values; work that grows faster than the text would exceed the bound.
        Assert.Equal(10_000, ((HoconArray)Load.Document(text.ToString(), Load.Options with { MaxExpansion = 500_000 }).Root["routes"]!).Count);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'#');
            return buffer.Length;
        }
    }
}
