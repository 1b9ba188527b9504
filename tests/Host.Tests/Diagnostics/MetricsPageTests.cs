using System.Globalization;
using System.Text.RegularExpressions;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Host.Tests.Diagnostics;

public sealed partial class MetricsPageTests : IAsyncDisposable
{
    private readonly CacheRegistry _caches = new(TimeProvider.System, NullLogger.Instance);
    private readonly RequestRecorder _recorder = new(new Metrics(TimeProvider.System));

    public ValueTask DisposeAsync() => _caches.DisposeAsync();

    [Fact]
    public void Page_RequestsCounted_CanBeReadBack()
    {
        var table = Samples.Table("site");
        var record = Samples.Record(Samples.Route(table, "site"), table.Pools["api"].Backends[0]);
        _recorder.Record(record);
        _recorder.Record(record);
        _recorder.Record(record with { Status = 502, Failure = Failure.UpstreamReset });

        var samples = Read(MetricsPage.Write(table, _recorder, _caches));
        Assert.Equal(2, samples["actorproxy_requests_total{route=\"site\",pool=\"api\",code=\"200\"}"]);
        Assert.Equal(1, samples["actorproxy_requests_total{route=\"site\",pool=\"api\",code=\"502\"}"]);
        Assert.Equal(1, samples["actorproxy_failures_total{route=\"site\",pool=\"api\",kind=\"upstream-reset\"}"]);
        Assert.Equal(1, samples["actorproxy_backend_responses_total{pool=\"api\",backend=\"10.0.0.1:8080\",class=\"5xx\"}"]);
        Assert.Equal(1, samples["actorproxy_config_epoch"]);
    }

    [Fact]
    public void Page_Histogram_GrowsToItsCount()
    {
        var table = Samples.Table("site");
        var backend = table.Pools["api"].Backends[0];
        var second = TimeProvider.System.TimestampFrequency;
        foreach (var seconds in new[] { 0, 1, 2, 1000 })
            _recorder.Record(Samples.Record(Samples.Route(table, "site"), backend) with { StartTimestamp = 0, EndTimestamp = seconds * second });

        const string labels = "pool=\"api\",backend=\"10.0.0.1:8080\"";
        var samples = Read(MetricsPage.Write(table, _recorder, _caches));
        double Bucket(string bound) => samples[$"actorproxy_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}}"];
        Assert.Equal((1, 1), (Bucket("0.0005"), Bucket("0.5")));
        Assert.Equal((2, 3), (Bucket("1"), Bucket("2.5")));
        Assert.Equal((3, 4), (Bucket("60"), Bucket("+Inf")));
        Assert.Equal(4, samples[$"actorproxy_request_duration_seconds_count{{{labels}}}"]);
        Assert.Equal(1003, samples[$"actorproxy_request_duration_seconds_sum{{{labels}}}"]);
    }

    [Fact]
    public void Page_EveryFamily_HasHelpAndTypeOnceAndKeepsToTheNames()
    {
        var lines = MetricsPage.Write(Samples.Table("site"), _recorder, _caches).Split('\n');
        var families = lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToArray();
        Assert.Equal(families.Length, families.Select(words => words[2]).Distinct().Count());
        Assert.Equal(families.Length, lines.Count(line => line.StartsWith("# HELP", StringComparison.Ordinal)));
        Assert.All(families, words => Assert.Equal(words[3] == "counter", words[2].EndsWith("_total", StringComparison.Ordinal)));
    }

    [Fact]
    public void Label_WithQuotesBackslashesAndLineFeeds_IsEscaped()
    {
        var text = new PrometheusText().Family("x", "gauge", "A test.");
        text.Sample(1.5, ("name", "a\"b\\c\nd"));
        Assert.EndsWith("x{name=\"a\\\"b\\\\c\\nd\"} 1.5\n", text.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Reads the exposition format strictly: every line is a comment or a sample of the family before it.</summary>
    private static Dictionary<string, double> Read(string page)
    {
        var samples = new Dictionary<string, double>();
        var family = "";
        Assert.EndsWith("\n", page, StringComparison.Ordinal);
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                family = line.Split(' ')[2];
                continue;
            }

            var match = Sample().Match(line);
            Assert.True(match.Success, line);
            Assert.StartsWith(family, line, StringComparison.Ordinal);
            var value = match.Groups["value"].Value;
            samples.Add(match.Groups["series"].Value, double.Parse(value, CultureInfo.InvariantCulture));
        }

        return samples;
    }

    [GeneratedRegex(@"\A(?<series>[a-z_]+(\{[a-z]+=""([^""\\]|\\.)*""(,[a-z]+=""([^""\\]|\\.)*"")*\})?) (?<value>[0-9.E+-]+)\z")]
    private static partial Regex Sample();
}
