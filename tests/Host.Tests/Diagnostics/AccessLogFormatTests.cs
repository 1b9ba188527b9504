using System.Text;
using System.Text.RegularExpressions;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Host.Tests.Diagnostics;

public sealed partial class AccessLogFormatTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 5, TimeSpan.Zero));

    [Fact]
    public void Line_RequestServedByABackend_HasEveryField()
    {
        var table = Samples.Table("site");
        var record = Samples.Record(Samples.Route(table, "site"), table.Pools["api"].Backends[0]) with { RequestId = "00ff" };

        Assert.Equal(
            "192.0.2.7 - - [31/Jan/2026:12:00:05 +0000] \"GET /a?b=1 HTTP/1.1\" 200 1234 1.500 site api 10.0.0.1:8080 1 - 00ff\n",
            Line(record));
    }

    [Fact]
    public void Line_RequestWithoutRoute_HasDashesForWhatIsNotKnown() => Assert.EndsWith(
        "404 1234 1.500 - - - 0 no-route -\n",
        Line(Samples.Record(status: 404) with { Failure = Failure.NoRoute }));

    [Theory]
    [InlineData("/\r\n127.0.0.1 - - forged", @"/\x0D\x0A127.0.0.1 - - forged")]
    [InlineData("/\"quoted\"", @"/\x22quoted\x22")]
    [InlineData(@"/back\slash", @"/back\x5Cslash")]
    [InlineData("/\u001b[31mred", @"/\x1B[31mred")]
    [InlineData("/é€", @"/\xC3\xA9\xE2\x82\xAC")]
    [InlineData("/\u007f", @"/\x7F")]
    public void Target_WithBytesThatCouldForgeALine_IsEscaped(string target, string escaped) =>
        Assert.Contains($"\"GET {escaped} HTTP/1.1\"", Line(Samples.Record(target: target)), StringComparison.Ordinal);

    [Fact]
    public void Word_WithASpace_StaysOneWord() =>
        Assert.EndsWith(@" a\x20b" + "\n", Line(Samples.Record() with { RequestId = "a b" }));

    [Fact]
    public void Time_NextSecond_IsWrittenAnew()
    {
        var format = new AccessLogFormat(_time);
        Assert.Contains("12:00:05", Line(Samples.Record(), format), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("12:00:06", Line(Samples.Record(), format), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_AnyTextFromAClient_IsOneLineThatCanBeReadBack()
    {
        var random = new Random(20260131);
        for (var round = 0; round < 20_000; round++)
        {
            var record = Samples.Record(target: Noise(random)) with { Method = Noise(random), ClientIp = Noise(random), RequestId = Noise(random) };
            Assert.Matches(Shape(), Line(record));
        }
    }

    [Fact]
    public void Line_WrittenAgain_AllocatesNothing()
    {
        var format = new AccessLogFormat(_time);
        var line = new AccessLogLine();
        var record = Samples.Record();
        format.Write(line, record);
        line.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        format.Write(line, record);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(0x80))));

    private string Line(in RequestRecord record) => Line(record, new AccessLogFormat(_time));

    private static string Line(in RequestRecord record, AccessLogFormat format)
    {
        var line = new AccessLogLine();
        format.Write(line, record);
        return Encoding.ASCII.GetString(line.Bytes);
    }

    [GeneratedRegex(@"\A[!-~]+ - - \[[^\]]+\] ""[ -!#-~]*"" [0-9]+ [0-9]+ [0-9]+\.[0-9]{3} [!-~]+ [!-~]+ [!-~]+ [0-9]+ [!-~]+ [!-~]+\n\z")]
    private static partial Regex Shape();
}
