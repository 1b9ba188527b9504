using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Health.HealthProtocol;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Health;

public sealed class HealthStateTests
{
    private static readonly HealthState Fresh = new(new HealthSettings(Active, Passive), BackendHealth.Initial);
    private static readonly ProbeCompleted Passed = new(0, new ProbeResult(true, "200"));
    private static readonly ProbeCompleted Failed = new(0, new ProbeResult(false, "503"));

    [Fact]
    public void Backend_NobodyHasLookedAt_IsEligible() => Assert.True(Fresh.Health.IsEligible);

    [Fact]
    public void FirstProbe_Failed_TurnsTheBackendDownAtOnce()
    {
        var health = Fresh.On(Failed, Now).Health;

        Assert.Equal(HealthVerdict.Down, health.Verdict);
        Assert.False(health.IsEligible);
        Assert.Equal("503", health.LastReason);
        Assert.Equal(Now, health.LastChange);
    }

    [Fact]
    public void FirstProbe_Passed_TurnsTheBackendUpWithoutSlowStart()
    {
        var health = Fresh.On(Passed, Now).Health;

        Assert.Equal(HealthVerdict.Up, health.Verdict);
        Assert.Null(health.ReturnedAt);
    }

    [Fact]
    public void UpBackend_FailsFewerTimesThanFall_StaysUp()
    {
        var state = Fresh.On(Passed, Now).On(Failed, Now).On(Failed, Now);

        Assert.Equal(HealthVerdict.Up, state.Health.Verdict);
        Assert.Equal(HealthVerdict.Down, state.On(Failed, Now).Health.Verdict);
    }

    [Fact]
    public void UpBackend_PassesInBetween_StartsTheCountAnew()
    {
        var state = Fresh.On(Passed, Now).On(Failed, Now).On(Failed, Now).On(Passed, Now).On(Failed, Now).On(Failed, Now);

        Assert.Equal(HealthVerdict.Up, state.Health.Verdict);
    }

    [Fact]
    public void DownBackend_PassesRiseTimes_ReturnsAndStartsSlowly()
    {
        var state = Fresh.On(Failed, Now).On(Passed, Now);
        Assert.Equal(HealthVerdict.Down, state.Health.Verdict);

        state = state.On(Passed, Now + Seconds(2));
        Assert.Equal(HealthVerdict.Up, state.Health.Verdict);
        Assert.Equal(Now + Seconds(2), state.Health.ReturnedAt);
    }

    [Fact]
    public void Threshold_Crossed_EjectsForATime()
    {
        var health = Fresh.On(new ThresholdCrossed(), Now).Health;

        Assert.False(health.IsEligible);
        Assert.Equal(Now + Passive.Eject, health.EjectedUntil);
        Assert.Equal("ejected for 10 s after 3 failures within 10 s", health.LastReason);
    }

    [Fact]
    public void Threshold_CrossedWhileEjected_ChangesNothing()
    {
        var ejected = Fresh.On(new ThresholdCrossed(), Now);

        Assert.Equal(ejected, ejected.On(new ThresholdCrossed(), Now + Seconds(1)));
    }

    [Fact]
    public void Ejection_Over_ReturnsTheBackendSlowly()
    {
        var health = Fresh.On(new ThresholdCrossed(), Now).On(new EjectionOver(), Now + Seconds(10)).Health;

        Assert.True(health.IsEligible);
        Assert.Null(health.EjectedUntil);
        Assert.Equal(Now + Seconds(10), health.ReturnedAt);
    }

    [Fact]
    public void Ejection_OverWhileProbesFail_DoesNotReturnTheBackend()
    {
        var health = Fresh.On(new ThresholdCrossed(), Now).On(Failed, Now).On(new EjectionOver(), Now + Seconds(10)).Health;

        Assert.False(health.IsEligible);
        Assert.Null(health.ReturnedAt);
    }

    [Fact]
    public void Ejections_InQuickSuccession_DoubleUpToTheLongest()
    {
        var (state, now) = (Fresh, Now);
        List<double> seconds = [];
        for (var i = 0; i < 5; i++)
        {
            state = state.On(new ThresholdCrossed(), now);
            seconds.Add((state.Health.EjectedUntil!.Value - now).TotalSeconds);
            now = state.Health.EjectedUntil.Value;
            state = state.On(new EjectionOver(), now);
            now += Seconds(1);
        }

        Assert.Equal([10, 20, 40, 60, 60], seconds);
    }

    [Fact]
    public void Ejection_AfterAQuietWindow_IsShortAgain()
    {
        var state = Fresh.On(new ThresholdCrossed(), Now).On(new EjectionOver(), Now + Seconds(10));
        var quiet = Now + Seconds(10) + Passive.Window;

        Assert.Equal(quiet + Passive.Eject, state.On(new ThresholdCrossed(), quiet).Health.EjectedUntil);
    }

    [Fact]
    public void Threshold_CrossedWithoutPassiveDetection_IsIgnored()
    {
        var state = Fresh with { Settings = NoHealth };

        Assert.Equal(state, state.On(new ThresholdCrossed(), Now));
    }

    [Fact]
    public void Drain_OnAndOff_TakesTheBackendOutAndBackSlowly()
    {
        var drained = Fresh.On(new Drain(true), Now);
        var enabled = drained.On(new Drain(false), Now + Seconds(5));

        Assert.False(drained.Health.IsEligible);
        Assert.True(enabled.Health.IsEligible);
        Assert.Equal(Now + Seconds(5), enabled.Health.ReturnedAt);
    }

    [Fact]
    public void Reload_WithoutProbes_ForgetsTheirVerdict()
    {
        var down = Fresh.On(Failed, Now).Health;

        Assert.True(HealthState.Resume(NoHealth, down, Now).Health.IsEligible);
    }

    [Fact]
    public void Reload_WithoutPassiveDetection_EndsTheEjection()
    {
        var ejected = Fresh.On(new ThresholdCrossed(), Now).Health;

        Assert.True(HealthState.Resume(new HealthSettings(Active, null), ejected, Now).Health.IsEligible);
    }

    [Fact]
    public void Reload_WithTheSameKindsOfDetection_KeepsEverything()
    {
        var health = Fresh.On(Failed, Now).On(new ThresholdCrossed(), Now).On(new Drain(true), Now).Health;

        Assert.Equal(health, HealthState.Resume(Fresh.Settings, health, Now + Seconds(1)).Health);
    }

    [Theory]
    [InlineData(0.0, 1.8)]
    [InlineData(0.5, 2.0)]
    [InlineData(1.0, 2.2)]
    public void ProbeDelay_WithJitter_LiesAroundTheInterval(double random, double seconds)
    {
        var state = Fresh with { Settings = new HealthSettings(Active with { Jitter = 0.2 }, null) };

        Assert.Equal(Seconds(seconds), state.ProbeDelay(random));
    }
}
