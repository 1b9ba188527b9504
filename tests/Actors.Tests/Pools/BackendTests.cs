using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Tests.Supervision;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Pools;

public sealed class BackendTests
{
    [Fact]
    public void Backend_Full_LetsNobodyInUntilSomebodyLeaves()
    {
        var backend = new Backend("api", BackendSettings(1) with { MaxConnections = 1 }, new FakeUpstream());

        Assert.True(backend.TryEnter());
        Assert.False(backend.TryEnter());
        backend.Exit();
        Assert.True(backend.TryEnter());
        Assert.Equal((1, 2), (backend.InFlight, backend.Requests));
    }

    [Fact]
    public void Failures_OfABackendThatNobodyWatches_AreCounted()
    {
        var backend = Backend();

        backend.ReportFailure(Failure.ReadTimeout);

        Assert.Equal(1, backend.Failures);
    }

    [Fact]
    public void Failures_OfAWatchedBackend_ReachItsDetector()
    {
        var crossings = 0;
        var backend = Backend();
        backend.Detector = new FailureDetector(Passive with { Failures = 1 }, TimeProvider.System, () => crossings++);

        backend.ReportFailure(Failure.ReadTimeout);

        Assert.Equal(1, crossings);
    }

    [Fact]
    public void Settings_Replaced_ReachTheUpstreamAndKeepTheCounters()
    {
        var backend = Backend();
        backend.TryEnter();
        var pool = PoolSettings(1) with { SlowStart = Seconds(1) };

        backend.Configure(pool, BackendSettings(1) with { Weight = 5 });

        Assert.Equal((5, 1), (backend.Settings.Weight, backend.InFlight));
        Assert.Same(pool, backend.Fake().Configured);
    }
}
