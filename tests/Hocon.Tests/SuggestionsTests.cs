
namespace ActorProxy.Hocon.Tests;

public sealed class SuggestionsTests
{
    [Fact]
    public void Key_ThatNobodyAskedFor_IsReportedWithTheNearest()
    {
        var reader = Load.Reader("a {\n  tiemout = 5s\n  retries = 3\n  zzz { y = 1 }\n}\nb = 1");
        var a = reader.Object("a");
        a.OptionalDuration("timeout");
        a.Int("retries");
        reader.ReportUnknown();

        Assert.Equal(
            [
                "test.conf:6:1: b: unknown key 'b', did you mean 'a'?",
                "test.conf:2:3: a.tiemout: unknown key 'tiemout', did you mean 'timeout'?",
                "test.conf:4:3: a.zzz: unknown key 'zzz', remove it",
            ],
            reader.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Key_OfTheReferenceText_IsNeverReported()
    {
        var options = Load.Options with { Reference = new HoconReference("reference.conf", "a { x = 1, y = 2 }, z = 3") };
        var reader = Load.Reader("a { y = 5, w = 6 }", options);
        reader.Object("a");
        reader.ReportUnknown();

        Assert.Equal(["a.y", "a.w"], reader.Errors.Select(error => error.Path));
    }

    [Fact]
    public void Key_InsideItemsAndInheritedObjects_IsReportedWhereItWasWritten()
    {
        var reader = Load.Reader("d {\n x = 1 }\nl = [ ${d} { y = 2 }, ${d} ]");
        reader.Value("d");
        foreach (var item in reader.List("l"))
            item.Object!.OptionalInt("y");
        reader.ReportUnknown();

        Assert.Equal("test.conf:2:2: l[0].x: unknown key 'x', did you mean 'y'?", Assert.Single(reader.Errors).ToString());
    }

    [Theory]
    [InlineData("timeout", "timeout", 0)]
    [InlineData("Timeout", "timeout", 0)]
    [InlineData("tiemout", "timeout", 1)]
    [InlineData("timeot", "timeout", 1)]
    [InlineData("timeoutt", "timeout", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_CountsTypingMistakes(string a, string b, int distance)
    {
        Assert.Equal(distance, Nearest.Distance(a, b));
        Assert.Equal(distance, Nearest.Distance(b, a));
    }

    [Fact]
    public void Nearest_OfNothingSimilar_IsNone()
    {
        Assert.Null(Nearest.To("pools", ["listeners", "admin"]));
        Assert.Null(Nearest.To(new string('x', 1000), [new string('x', 999)]));
    }
}
