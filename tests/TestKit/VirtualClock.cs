using Akka.Actor;
using Akka.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.TestKit;

/// <summary>
/// The time of one proxy, which goes on only when the test says so: probe intervals, ejections, freshness, sessions, limits and
/// timeouts towards backends. The wall clock can be set apart from it, as by an operator. Sockets, Kestrel's own limits and the time that one actor
/// waits for another's answer are real.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    /// <summary>To stand in the configuration of a proxy that it drives.</summary>
    internal const string Hocon = """

        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        """;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private long _offset;
    private volatile TestScheduler? _scheduler;

    /// <inheritdoc />
    public override long TimestampFrequency => _time.TimestampFrequency;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _offset));

    /// <inheritdoc />
    public override long GetTimestamp() => _time.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// So much time passes at once, and what is due meanwhile happens. What is set for later by what happened, such as the probe after a probe,
    /// counts from the end: for that, <see cref="AdvanceUntilAsync(string, TimeSpan, Func{bool})"/>.
    /// </summary>
    public void Advance(TimeSpan time)
    {
        _time.Advance(time);
        _scheduler?.Advance(time);
    }

    /// <summary>Time passes step by step until it is so.</summary>
    /// <param name="what">In words, for the failure.</param>
    /// <param name="step">After each, the proxy gets some real time for what is due.</param>
    /// <param name="condition">Asked before each step.</param>
    public Task AdvanceUntilAsync(string what, TimeSpan step, Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Patience.UntilAsync(what, () =>
        {
            if (condition())
                return true;
            Advance(step);
            return false;
        });
    }

    /// <summary>The wall clock is set forward, or back; nothing is due by that, for no time passes.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    internal void Drive(ActorSystem actors) => _scheduler = (TestScheduler)actors.Scheduler;

    /// <summary>Time passes for as long as something takes that would wait for it.</summary>
    internal async Task AdvanceUntilAsync(Task done)
    {
        await AdvanceUntilAsync("the proxy stops", TimeSpan.FromSeconds(1), () => done.IsCompleted);
        await done;
    }
}
