using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Tests.Supervision;
using Akka.Actor;
using Akka.TestKit;
using static ActorProxy.Actors.Health.HealthProtocol;
using static ActorProxy.Actors.Tests.Supervision.Some;
using Failure = ActorProxy.Actors.Requests.Failure;

namespace ActorProxy.Actors.Tests.Health;

public sealed class HealthActorTests : VirtualTimeKit
{
    private static readonly HealthSettings Both = new(Active, Passive);

    private readonly Backend _backend = Backend();
    private readonly TestProbe _router;

    public HealthActorTests() => _router = CreateTestProbe();

    [Fact]
    public async Task Backend_FailsItsFirstProbe_IsDownBeforeAnyTimePasses()
    {
        _backend.Fake().Fail();
        await Start(Both);

        await _router.ExpectMsgAsync<RouterProtocol.HealthChanged>();
        Assert.Equal(HealthVerdict.Down, _backend.Health.Verdict);
    }

    [Fact]
    public async Task Backend_StopsAnsweringWell_FallsAndRisesProbeByProbe()
    {
        var actor = await Start(Both);
        await Settle(actor);
        List<HealthVerdict> verdicts = [_backend.Health.Verdict];

        _backend.Fake().Fail();
        verdicts.AddRange(await ProbeVerdicts(actor, probes: 3));
        _backend.Fake().Pass();
        verdicts.AddRange(await ProbeVerdicts(actor, probes: 2));

        Assert.Equal(
            [HealthVerdict.Up, HealthVerdict.Up, HealthVerdict.Up, HealthVerdict.Down, HealthVerdict.Down, HealthVerdict.Up],
            verdicts);
        Assert.Equal(6, _backend.Fake().Probes);
    }

    [Fact]
    public async Task Probe_BeforeItsInterval_IsNotMade()
    {
        var actor = await Start(Both);
        await Settle(actor);

        Advance(Active.Interval - Seconds(0.1));
        await Settle(actor);

        Assert.Equal(1, _backend.Fake().Probes);
    }

    [Fact]
    public async Task Probe_NeverAnswered_FailsAfterItsTimeout()
    {
        _backend.Fake().Answer = () => new TaskCompletionSource<ProbeResult>().Task;
        var actor = await Start(Both);
        await Settle(actor);

        Advance(Active.Timeout);

        await _router.ExpectMsgAsync<RouterProtocol.HealthChanged>();
        Assert.Equal((HealthVerdict.Down, "no answer within 1 s"), (_backend.Health.Verdict, _backend.Health.LastReason));
    }

    [Fact]
    public async Task Probe_ThatCouldNotBeMade_SaysNothingAndIsMadeAgain()
    {
        _backend.Fake().Answer = () => Task.FromResult(new ProbeResult(false, "too many open files", IsKnown: false));
        var actor = await Start(Both);
        for (var i = 0; i < 5; i++)
        {
            await Settle(actor);
            Assert.Equal(HealthVerdict.Unknown, _backend.Health.Verdict);
            Advance(Active.Interval * 2);
        }

        _backend.Fake().Pass();
        Advance(Active.Interval * 2);
        await _router.ExpectMsgAsync<RouterProtocol.HealthChanged>();

        Assert.Equal(HealthVerdict.Up, _backend.Health.Verdict);
    }

    [Fact]
    public async Task Probe_StartedUnderOtherSettings_SaysNothing()
    {
        var late = new TaskCompletionSource<ProbeResult>();
        _backend.Fake().Answer = () => late.Task;
        var actor = await Start(Both);
        await Settle(actor);

        _backend.Fake().Pass();
        actor.Tell(new Configure(_backend, new HealthSettings(Active with { Path = "/healthz" }, null)));
        await _router.ExpectMsgAsync<RouterProtocol.HealthChanged>();
        late.SetResult(new ProbeResult(false, "late"));
        await Settle(actor);

        Assert.Equal(HealthVerdict.Up, _backend.Health.Verdict);
    }

    [Fact]
    public async Task Backend_WithoutProbes_IsNeverProbed()
    {
        var actor = await Start(NoHealth);
        await Settle(actor);

        Assert.Equal(0, _backend.Fake().Probes);
        Assert.Equal(HealthVerdict.Unknown, _backend.Health.Verdict);
    }

    [Fact]
    public async Task LiveTraffic_FailsAsOftenAsTheThreshold_EjectsLongerEachTime()
    {
        var actor = await Start(new HealthSettings(null, Passive));
        await Settle(actor);

        foreach (var ejection in new[] { Seconds(10), Seconds(20), Seconds(40) })
        {
            Fail(times: 3);
            await _router.ExpectMsgAsync<RouterProtocol.HealthChanged>();
            Assert.Equal(Time.GetUtcNow() + ejection, _backend.Health.EjectedUntil);

            Advance(ejection - Seconds(1));
            await Settle(actor);
            Assert.True(_backend.Health.IsEjected);

            Advance(Seconds(1));
            await _router.ExpectMsgAsync<RouterProtocol.HealthChanged>();
            Assert.False(_backend.Health.IsEjected);
        }
    }

    [Fact]
    public async Task LiveTraffic_FailsLessThanTheThreshold_EjectsNobody()
    {
        var actor = await Start(new HealthSettings(null, Passive));
        await Settle(actor);

        Fail(times: 2);
        await Settle(actor);

        Assert.True(_backend.Health.IsEligible);
        Assert.Equal(2, _backend.Failures);
    }

    [Fact]
    public async Task Successor_OfADeadActor_GoesOnWhereThatWas()
    {
        var first = await Start(Both);
        await Settle(first);
        Fail(times: 3);
        await Settle(first);
        Sys.Stop(Watch(first));
        await ExpectTerminatedAsync(first);
        var known = _backend.Health;

        var second = await Start(Both);
        await Settle(second);
        Assert.Equal(known, _backend.Health);
        Assert.Equal(1, _backend.Fake().Probes);

        Advance(Passive.Eject);
        await Settle(second);
        Assert.True(_backend.Health.IsEligible);
    }

    [Fact]
    public async Task Drain_ByHand_IsPublishedBeforeItIsAnswered()
    {
        var actor = await Start(NoHealth);

        actor.Tell(new Drain(true), TestActor);

        await _router.ExpectMsgAsync<RouterProtocol.HealthChanged>();
        await _router.ExpectMsgAsync<RouterProtocol.Drained>();
        Assert.Equal(TestActor, _router.LastSender);
        Assert.True(_backend.Health.Draining);
    }

    [Fact]
    public async Task Reload_WithoutAChange_DisturbsNoProbe()
    {
        var actor = await Start(Both);
        await Settle(actor);
        Advance(Seconds(1));

        actor.Tell(new Configure(_backend, Both with { }));
        await Settle(actor);
        Advance(Seconds(1));
        await Settle(actor);

        Assert.Equal(2, _backend.Fake().Probes);
    }

    [Fact]
    public async Task Probe_Throws_CrashesTheActor()
    {
        _backend.Fake().Answer = () => throw new InvalidOperationException();
        var router = Sys.ActorOf(Props.Create(() => new Router(PropsFor(Both), _router)));

        await _router.ExpectMsgAsync("died");
        Assert.True((await Child(router, "health")).IsNobody());
    }

    private Task<IActorRef> Start(HealthSettings settings) =>
        Child(Sys.ActorOf(Props.Create(() => new Router(PropsFor(settings), _router))), "health");

    private Props PropsFor(HealthSettings settings) => Props.Create(() => new HealthActor(_backend, settings, Time, new Random(1)));

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            _backend.ReportFailure(Failure.ConnectFailed);
    }

    private async Task<List<HealthVerdict>> ProbeVerdicts(IActorRef actor, int probes)
    {
        List<HealthVerdict> verdicts = [];
        for (var i = 0; i < probes; i++)
        {
            Advance(Active.Interval);
            await Settle(actor);
            verdicts.Add(_backend.Health.Verdict);
        }

        return verdicts;
    }

    /// <summary>Stands in for the RouterActor: tells the probe what the health actor tells its parent.</summary>
    private sealed class Router : ReceiveActor
    {
        public Router(Props health, IActorRef probe)
        {
            Context.Watch(Context.ActorOf(health, "health"));
            Receive<Terminated>(_ => probe.Tell("died"));
            ReceiveAny(probe.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;
    }
}
