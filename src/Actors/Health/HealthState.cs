using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Health.HealthProtocol;

namespace ActorProxy.Actors.Health;

/// <summary>How a backend's health follows from what happens to it.</summary>
internal sealed record HealthState(HealthSettings Settings, BackendHealth Health)
{
    /// <summary>Takes up a known health under these settings, without findings that nothing would ever revise again.</summary>
    public static HealthState Resume(HealthSettings settings, BackendHealth health, DateTimeOffset now)
    {
        var state = new HealthState(settings, health);
        if (settings.Active is null && health.Verdict != HealthVerdict.Unknown)
            state = state.Change(health with { Verdict = HealthVerdict.Unknown, Streak = 0 }, "not probed any more", now);
        return settings.Passive is null ? state.On(new EjectionOver(), now) : state;
    }

    public HealthState On(ProbeCompleted probe, DateTimeOffset now)
    {
        if (Settings.Active is not { } active)
            return this;

        var found = probe.Result.Passed ? HealthVerdict.Up : HealthVerdict.Down;
        if (found == Health.Verdict)
            return this with { Health = Health with { Streak = 0 } };

        // Nothing is known before the first probe, so it needs no confirmation.
        var needed = Health.Verdict == HealthVerdict.Unknown ? 1 : found == HealthVerdict.Up ? active.Rise : active.Fall;
        return Health.Streak + 1 < needed
            ? this with { Health = Health with { Streak = Health.Streak + 1 } }
            : Change(Health with { Verdict = found, Streak = 0 }, probe.Result.Reason, now);
    }

    public HealthState On(ThresholdCrossed _, DateTimeOffset now)
    {
        if (Settings.Passive is not { } passive || Health.IsEjected)
            return this;

        var ejection = Ejection.Next(Health.LastEjection, passive, now);
        var duration = (ejection.Until - now).InSeconds();
        var reason = $"ejected for {duration} after {passive.Failures} failures within {passive.Window.InSeconds()}";
        return Change(Health with { LastEjection = ejection }, reason, now);
    }

    /// <summary>Whether a probe would turn a verdict that there is. A first one turns nothing.</summary>
    public bool IsTurnedBy(ProbeCompleted probe, DateTimeOffset now) =>
        Health.Verdict != HealthVerdict.Unknown && On(probe, now).Health.Verdict != Health.Verdict;

    public HealthState On(Heard heard, DateTimeOffset now) => Settings.Active is null || heard.Verdict == Health.Verdict
        ? this
        : Change(Health with { Verdict = heard.Verdict, Streak = 0 }, heard.Reason, now);

    public HealthState On(HeardEjection heard, DateTimeOffset now) =>
        Settings.Passive is null || heard.Ejection.Until <= now || Health.LastEjection?.Until >= heard.Ejection.Until
            ? this
            : Change(Health with { LastEjection = heard.Ejection }, $"ejected for {(heard.Ejection.Until - now).InSeconds()} on the word of another node", now);

    public HealthState On(EjectionOver _, DateTimeOffset now) => Health.IsEjected
        ? Change(Health with { LastEjection = Health.LastEjection! with { Over = true } }, "ejection is over", now)
        : this;

    public HealthState On(Drain drain, DateTimeOffset now) => drain.On == Health.Draining
        ? this
        : Change(Health with { Draining = drain.On }, drain.On ? "drained by hand" : "enabled by hand", now);

    /// <summary>Time to the next probe, spread evenly around the interval so that probes do not march in step.</summary>
    /// <param name="random">From 0 to 1.</param>
    public TimeSpan ProbeDelay(double random) => Settings.Active is { } active
        ? active.Interval * (1 + active.Jitter * (random - 0.5))
        : Timeout.InfiniteTimeSpan;

    private HealthState Change(BackendHealth next, string reason, DateTimeOffset now) => this with
    {
        Health = next with
        {
            LastReason = reason,
            LastChange = now,
            ReturnedAt = next.IsEligible && !Health.IsEligible ? now : next.ReturnedAt,
        },
    };
}
