using ActorProxy.Actors.Rollouts;
using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Tests.Diagnostics;

public sealed class TrafficMeterTests
{
    private readonly Metrics _metrics = new(TimeProvider.System);

    [Fact]
    public void Figures_OfTheNode_CountWhateverRouteItWas()
    {
        var table = Samples.Table("site");
        _metrics.Record(Samples.Record(Samples.Route(table, "site"), table.Pools["api"].Backends[0]));
        _metrics.Record(Samples.Record(status: 404));
        _metrics.Record(Samples.Record(status: 503));
        var figures = _metrics.Traffic.Figures(inFlight: 7, ejections: 8);
        Assert.Equal((3, 1, 7, 8), (figures.Requests, figures.Errors, figures.InFlight, figures.Ejections));
    }

    [Fact]
    public void Figures_OfTwoMoments_TellWhatCameBetween()
    {
        Record(seconds: 30);
        var before = _metrics.Traffic.Figures(0, 0);
        for (var i = 0; i < 100; i++)
            Record(seconds: 0.1);
        var seen = _metrics.Traffic.Figures(0, 0).Since(before);
        Assert.Equal(100, seen.Requests);
        Assert.InRange(DurationBuckets.Percentile(seen.Durations, 0.99), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(125));
    }

    [Fact]
    public void Tunnel_HoweverLong_IsNoAnswer()
    {
        _metrics.Record(Samples.Record(status: 101));
        Assert.Equal(0, _metrics.Traffic.Figures(0, 0).Requests);
    }

    private void Record(double seconds) => _metrics.Record(
        Samples.Record() with { StartTimestamp = 0, EndTimestamp = (long)(seconds * TimeProvider.System.TimestampFrequency) });
}
