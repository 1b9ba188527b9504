using ActorProxy.Actors.Health;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Supervision;

public sealed class ProxyStateTests
{
    private readonly FakeUpstreams _upstreams = new();
    private readonly RoutingTable _first;

    public ProxyStateTests() => _first = Apply(null, PoolSettings(1, 2), PoolSettings(3) with { Name = "other" }).After;

    [Fact]
    public void FirstTable_IsCompleteWithPickers()
    {
        Assert.Equal(1, _first.Epoch);
        Assert.NotNull(_first.Pools["api"].Pick());
    }

    [Fact]
    public void Pool_WithTheSameSettings_IsTheSameObject()
    {
        var next = Apply(_first, PoolSettings(1, 2), PoolSettings(4) with { Name = "other" }).After;

        Assert.Same(_first.Pools["api"], next.Pools["api"]);
        Assert.NotSame(_first.Pools["other"], next.Pools["other"]);
        Assert.Equal(2, next.Epoch);
    }

    [Fact]
    public void Backend_WithTheSameAddress_KeepsItsHealthAndCounters()
    {
        var backend = _first.Pools["api"].Backends[1];
        backend.Health = backend.Health with { Verdict = HealthVerdict.Down };
        backend.TryEnter();

        var next = Apply(_first, PoolSettings(2, 3)).After.Pools["api"];

        Assert.Same(backend, next.Backends[0]);
        Assert.Equal((HealthVerdict.Down, 1), (backend.Health.Verdict, backend.InFlight));
    }

    [Fact]
    public void NewPool_IsReadyBeforeTheSwap_ChoosesFromHealthyBackendsOnly()
    {
        _first.Pools["api"].Backends[0].Health = BackendHealth.Initial with { Verdict = HealthVerdict.Down };

        var next = Apply(_first, PoolSettings(1, 2) with { SlowStart = Seconds(5) }).After.Pools["api"];

        Assert.Equal(2, Assert.Single(next.Members).Backend.Settings.Url.Port);
        Assert.Equal(2, next.Pick()!.Settings.Url.Port);
    }

    [Fact]
    public void Backend_WithOtherSettingsForTheSameAddress_IsConfiguredAndKept()
    {
        var settings = PoolSettings() with
        {
            Backends = ValueList.Of(BackendSettings(1) with { Weight = 9, Backup = true, MaxConnections = 4 }),
            Timeouts = new TimeoutSettings(Seconds(1), Seconds(1), Seconds(1), Seconds(1)),
        };

        var backend = Assert.Single(Apply(_first, settings).After.Pools["api"].Backends);

        Assert.Same(_first.Pools["api"].Backends[0], backend);
        Assert.Equal(settings.Backends[0], backend.Settings);
        Assert.Equal(settings, backend.Fake().Configured);
    }

    [Fact]
    public void Backend_OfAnUnchangedPool_IsLeftAlone()
    {
        Apply(_first, PoolSettings(1, 2));

        Assert.Null(_first.Pools["api"].Backends[0].Fake().Configured);
    }

    [Fact]
    public void Backend_WithOtherTls_IsAnotherThatIsStillDrained()
    {
        var old = _first.Pools["api"].Backends[0];
        old.Health = old.Health with { Draining = true, Verdict = HealthVerdict.Down };

        var change = Apply(_first, PoolSettings(1, 2) with { Tls = new UpstreamTlsSettings(false, "", "") });
        var backend = change.After.Pools["api"].Backends[0];

        Assert.NotSame(old, backend);
        Assert.Equal(BackendHealth.Initial with { Draining = true }, backend.Health);
        Assert.Contains(old, change.Removed);
    }

    [Fact]
    public void Backends_ThatLeft_AreRemoved()
    {
        var change = Apply(_first, PoolSettings(2));

        Assert.Equal([1, 3], change.Removed.Select(backend => backend.Settings.Url.Port).Order());
    }

    [Fact]
    public void Change_ThatCannotBeMade_TouchesNothing()
    {
        _upstreams.Broken = new IOException("no such file");

        Assert.Throws<IOException>(() => Apply(_first, PoolSettings(1, 9)));

        Assert.Null(_first.Pools["api"].Backends[0].Fake().Configured);
        Assert.Equal(2, _first.Pools["api"].Members.Count);
    }

    private TableChange Apply(RoutingTable? table, params PoolSettings[] pools)
    {
        var change = new ProxyState(table).On(new ProxyProtocol.Apply(ProxySettings(pools)), _upstreams);
        change.Prepare(Now, new Random(1));
        return change;
    }
}
