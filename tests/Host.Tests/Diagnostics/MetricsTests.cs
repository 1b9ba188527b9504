using ActorProxy.Actors.Requests;
using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Tests.Diagnostics;

public sealed class MetricsTests
{
    private readonly Metrics _metrics = new(TimeProvider.System);

    [Fact]
    public async Task Counters_ManyThreadsAtOnce_LoseNothing()
    {
        var table = Samples.Table("site");
        var route = Samples.Route(table, "site");
        var backend = table.Pools["api"].Backends[0];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                _metrics.Begin();
                _metrics.Record(Samples.Record(route, backend));
            }
        })));

        var counters = _metrics.Route("site")!;
        Assert.Equal(80_000, counters.Requests(_metrics.Statuses.Of(200)));
        Assert.Equal(80_000 * 1234, counters.BytesOut);
        Assert.Equal(80_000, _metrics.Backend(backend)!.Responses(2));
        Assert.Equal(0, _metrics.InFlight);
    }

    [Fact]
    public void InFlight_BegunAndNotEnded_IsCounted()
    {
        _metrics.Begin();
        _metrics.Begin();
        _metrics.Record(Samples.Record());
        Assert.Equal(1, _metrics.InFlight);
    }

    [Fact]
    public void Retries_AttemptsBeyondTheFirst_AreCounted()
    {
        _metrics.Record(Samples.Record() with { Attempts = 3, Failure = Failure.ConnectFailed });
        Assert.Equal(2, _metrics.Unrouted.Retries);
        Assert.Equal(1, _metrics.Unrouted.Failed(Failure.ConnectFailed));
    }

    [Fact]
    public void Reload_RouteThatStays_GoesOnCounting()
    {
        var before = Samples.Table("stays", "goes");
        _metrics.Record(Samples.Record(Samples.Route(before, "stays")));
        _metrics.Record(Samples.Record(Samples.Route(before, "goes")));

        var after = Samples.Table("stays");
        _metrics.Reloaded(after);
        _metrics.Record(Samples.Record(Samples.Route(after, "stays")));

        Assert.Equal(2, _metrics.Route("stays")!.Requests(_metrics.Statuses.Of(200)));
        Assert.Null(_metrics.Route("goes"));
        Assert.Equal(1, _metrics.Reloads);
    }

    [Fact]
    public void Record_RouteAndBackendKnown_AllocatesNothing()
    {
        var table = Samples.Table("site");
        var recorder = new RequestRecorder(_metrics);
        var record = Samples.Record(Samples.Route(table, "site"), table.Pools["api"].Backends[0]);

        // Each core makes its row when it first needs it, and a test may be moved to another core at any time.
        Assert.Contains(Enumerable.Range(0, 1000), _ => AllocatedBy(recorder, record) == 0);
    }

    [Fact]
    public void StatusSlots_MoreStatusesThanSlots_CountsTheRestTogether()
    {
        var slots = new StatusSlots();
        var used = Enumerable.Range(100, 500).Select(slots.Of).ToHashSet();
        Assert.Equal(StatusSlots.Count, used.Count);
        Assert.Equal("other", slots.Label(slots.Of(599)));
        Assert.Equal("100", slots.Label(slots.Of(100)));
    }

    private static long AllocatedBy(RequestRecorder recorder, in RequestRecord record)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        recorder.Begin();
        recorder.Record(record);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
