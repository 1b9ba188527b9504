using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Health.HealthProtocol;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Health;

public sealed class SharedHealthTests
{
    private static readonly ContactPoint[] Nodes = [new("a", 1), new("b", 1), new("c", 1)];

    private readonly HealthState _probed = new(new HealthSettings(Active, Passive), BackendHealth.Initial with { Verdict = HealthVerdict.Up });

    [Fact]
    public void Duties_OfManyBackends_AreSpreadOverTheNodes()
    {
        var duties = Enumerable.Range(0, 300).Select(backend => HealthDuty.Of(Nodes, "api", $"10.0.0.1:{backend}")).ToArray();
        Assert.All(Nodes, node => Assert.InRange(duties.Count(duty => duty.Prober == node), 50, 150));
        Assert.All(duties, duty => Assert.NotEqual(duty.Prober, duty.Second));
    }

    [Fact]
    public void Duties_OfANodeThatIsGone_AreThoseThatMove()
    {
        for (var backend = 0; backend < 100; backend++)
        {
            var before = HealthDuty.Of(Nodes, "api", $"10.0.0.1:{backend}");
            var after = HealthDuty.Of(Nodes[..2], "api", $"10.0.0.1:{backend}");
            Assert.Equal(before.Prober == Nodes[2] ? before.Second : before.Prober, after.Prober);
        }
    }

    [Fact]
    public void Duty_OfANodeAlone_HasNoSecond() => Assert.Null(HealthDuty.Of(Nodes[..1], "api", "x").Second);

    [Fact]
    public void Verdict_OfAnotherNode_IsTakenUpAtOnce()
    {
        var state = _probed.On(new Heard(HealthVerdict.Down, "503"), Now);
        Assert.Equal((HealthVerdict.Down, "503"), (state.Health.Verdict, state.Health.LastReason));
        Assert.Equal(Now, state.On(new Heard(HealthVerdict.Up, "200"), Now).Health.ReturnedAt);
    }

    [Fact]
    public void Verdict_AboutABackendThatIsNotProbedHere_IsIgnored()
    {
        var unprobed = new HealthState(new HealthSettings(null, Passive), BackendHealth.Initial);
        Assert.Same(unprobed, unprobed.On(new Heard(HealthVerdict.Down, "503"), Now));
    }

    [Fact]
    public void Ejection_OfAnotherNode_IsTakenUpOnceAndNotWhenItIsOver()
    {
        var ejection = new Ejection(Now, Now + Seconds(10), 1, Over: false);
        var state = _probed.On(new HeardEjection(ejection), Now);
        Assert.True(state.Health.IsEjected);
        Assert.Same(state, state.On(new HeardEjection(ejection), Now + Seconds(1)));
        Assert.Same(_probed, _probed.On(new HeardEjection(ejection), Now + Seconds(11)));
    }

    [Fact]
    public void Probe_ThatIsOneOfSeveralNeeded_TurnsNothing()
    {
        var failed = new ProbeCompleted(0, new ProbeResult(false, "503"));
        Assert.False(_probed.IsTurnedBy(failed, Now));
        Assert.True(_probed.On(failed, Now).On(failed, Now).IsTurnedBy(failed, Now));
    }
}
