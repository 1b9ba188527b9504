using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using Akka.Actor;
using static ActorProxy.Actors.Health.HealthProtocol;

namespace ActorProxy.Actors.Health;

/// <summary>
/// Supervises one backend: probes it, hears from the request path when live traffic fails, obeys the operator, and publishes
/// the outcome on the backend. What it knows is what it has published, so it may die at any time.
/// </summary>
internal sealed class HealthActor : ReceiveActor, IWithTimers
{
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly SharedHealth _share = SharedHealth.Of(Context.System);
    private Backend _backend;
    private HealthState _state;
    private int _watch;

    public HealthActor(Backend backend, HealthSettings settings, TimeProvider time, Random random)
    {
        (_backend, _time, _random) = (backend, time, random);
        _state = new HealthState(settings, backend.Health);

        Receive<Configure>(OnConfigure);
        Receive<ThresholdCrossed>(OnThresholdCrossed);
        Receive<ProbeDue>(OnProbeDue);
        Receive<ProbeCompleted>(OnProbeCompleted);
        Receive<Status.Failure>(broken => throw new InvalidOperationException("A probe threw.", broken.Cause));
        Receive<Confirmed>(OnConfirmed);
        Receive<Heard>(message => Become(_state.On(message, Now)));
        Receive<HeardEjection>(message => Become(_state.On(message, Now)));
        Receive<EjectionOver>(message => Become(_state.On(message, Now)));
        Receive<Drain>(OnDrain);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => _time.GetUtcNow();

    protected override void PreStart() => Watch(_state.Settings);

    protected override void PostStop() => LetGo();

    private void OnConfigure(Configure message)
    {
        if (message.Backend == _backend && message.Settings == _state.Settings)
            return;

        LetGo();
        _backend = message.Backend;
        Watch(message.Settings);
    }

    private void Watch(HealthSettings settings)
    {
        _state = new HealthState(settings, _backend.Health);
        Become(HealthState.Resume(settings, _backend.Health, Now));
        EndEjectionInTime();

        var self = Self;
        _backend.Detector = settings.Passive is { } passive
            ? new FailureDetector(passive, _time, () => self.Tell(new ThresholdCrossed()))
            : null;

        // A backend that has a verdict can wait, else an actor that keeps dying would probe without end.
        if (_state.Health.Verdict == HealthVerdict.Unknown)
            Self.Tell(new ProbeDue(_watch));
        else
            ProbeLater();
    }

    private void LetGo()
    {
        _backend.Detector = null;
        Timers.CancelAll();
        _watch++;
    }

    private void OnThresholdCrossed(ThresholdCrossed message)
    {
        var next = _state.On(message, Now);
        if (next != _state)
            _share.CountEjection();
        Become(next);
    }

    private void OnProbeDue(ProbeDue message)
    {
        // One that was due under other settings may still be in the mailbox, beside the one that these made due.
        if (message.Watch != _watch || _state.Settings.Active is not { } settings)
            return;

        // Another node does it for all, and says what it finds.
        if (!_share.Probes(_backend))
        {
            ProbeLater();
            return;
        }

        var watch = _watch;
        ProbeAsync(_backend.Upstream, settings, _time).PipeTo(Self, success: result => new ProbeCompleted(watch, result));
    }

    /// <summary>One probe in bounded time.</summary>
    public static async Task<ProbeResult> ProbeAsync(IUpstream upstream, ActiveHealthSettings settings, TimeProvider time)
    {
        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        try
        {
            return await upstream.ProbeAsync(settings, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new ProbeResult(false, $"no answer within {settings.Timeout.InSeconds()}");
        }
    }

    private void OnProbeCompleted(ProbeCompleted message)
    {
        // One that was started under other settings says nothing about these.
        if (message.Watch != _watch)
            return;
        if (!message.Result.IsKnown)
        {
            ProbeLater();
            return;
        }

        // Where nobody can be asked, a verdict waits for no further message.
        if (_state.Settings.Active is { } settings && _state.IsTurnedBy(message, Now) && _share.SecondView(_backend) is { } second)
            SharedHealth.IsSeenAsync(second, _backend, message.Result.Passed, settings).PipeTo(Self, success: seen => new Confirmed(message, seen));
        else
            OnConfirmed(new Confirmed(message, IsSeen: true));
    }

    // What one node alone sees may be the network of that node: the verdict stays, and the next probe asks again.
    private void OnConfirmed(Confirmed message)
    {
        if (message.Probe.Watch != _watch)
            return;
        if (message.IsSeen)
            Become(_state.On(message.Probe, Now));
        ProbeLater();
    }

    private void ProbeLater()
    {
        if (_state.Settings.Active is not null)
            Timers.StartSingleTimer(nameof(ProbeDue), new ProbeDue(_watch), _state.ProbeDelay(_random.NextDouble()));
    }

    private void EndEjectionInTime()
    {
        if (_state.Health is not { IsEjected: true, LastEjection: { } ejection })
            return;

        // Never longer than it was meant to be, should the wall clock have been set back since.
        var left = ejection.Until - Now;
        var whole = ejection.Until - ejection.Since;
        Timers.StartSingleTimer(nameof(EjectionOver), new EjectionOver(), left < TimeSpan.Zero ? TimeSpan.Zero : left < whole ? left : whole);
    }

    private void OnDrain(Drain message)
    {
        Become(_state.On(message, Now));
        Context.Parent.Forward(new RouterProtocol.Drained());
    }

    private void Become(HealthState next)
    {
        var before = _state.Health;
        _state = next;
        if (next.Health == before)
            return;

        _backend.Health = next.Health;
        if (next.Health.EjectedUntil != before.EjectedUntil)
            EndEjectionInTime();
        Context.Parent.Tell(new RouterProtocol.HealthChanged(_backend.Id));
    }
}
