using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Settings;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Actors.Tests.Clustering;

public sealed class GuardJudgeTests
{
    private static readonly GuardSettings Guard = new(TimeSpan.FromSeconds(60), 0.05, 3, TimeSpan.Zero, Ejections: 0, Requests: 100);
    private static readonly TrafficFigures Start = Figures(requests: 1000, milliseconds: 5);

    [Theory]
    [InlineData(100, 5, "")]
    [InlineData(100, 6, "6% of 100 responses were 5xx, and 5% are borne")]
    [InlineData(99, 99, "")]
    [InlineData(0, 0, "")]
    public void ErrorRate_AboveItsBound_IsABreachOnceThereAreEnoughRequests(int requests, int errors, string breach) =>
        Assert.Equal(breach, Judge(After(requests, errors)).Breach);

    [Fact]
    public void Traffic_TooLittle_IsNotedAndNotJudged()
    {
        Assert.Contains("fewer than 100 requests", Judge(After(99)).Note, StringComparison.Ordinal);
        Assert.Equal("", Judge(After(100)).Note);
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(50, true)]
    public void P99_ManyTimesTheUsual_IsABreach(double milliseconds, bool isBreach) =>
        Assert.Equal(isBreach, Judge(After(200, milliseconds: milliseconds)).Breach.StartsWith("p99 was", StringComparison.Ordinal));

    [Fact]
    public void P99_ManyTimesNextToNothing_IsNone()
    {
        var start = Figures(requests: 1000, milliseconds: 0.1);
        Assert.Equal("", GuardJudge.Judge(Guard, start, After(200, milliseconds: 8, start: start), Guard.Watch).Breach);
    }

    [Fact]
    public void P99_WhereNothingIsUsual_IsNotCompared() =>
        Assert.Equal("", GuardJudge.Judge(Guard, Figures(0, 1), After(200, milliseconds: 5000, start: Figures(0, 1)), Guard.Watch).Breach);

    [Fact]
    public void P99_AboveATime_IsABreach()
    {
        var guard = Guard with { P99Factor = 0, P99 = TimeSpan.FromMilliseconds(250) };
        Assert.Equal("", GuardJudge.Judge(guard, Start, After(200, milliseconds: 200), Guard.Watch).Breach);
        Assert.NotEqual("", GuardJudge.Judge(guard, Start, After(200, milliseconds: 300), Guard.Watch).Breach);
    }

    [Fact]
    public void Ejection_MoreThanAreBorne_IsABreachWithoutAnyTraffic()
    {
        var now = Start with { Ejections = 1 };
        Assert.StartsWith("passive health", Judge(now).Breach, StringComparison.Ordinal);
        Assert.Equal("", GuardJudge.Judge(Guard with { Ejections = 1 }, Start, now, Guard.Watch).Breach);
    }

    [Fact]
    public void Requests_ThatGetNoAnswerAtAll_AreABreachAtTheEnd()
    {
        var now = Start with { InFlight = 100 };
        Assert.Equal("", GuardJudge.Judge(Guard, Start, now, TimeSpan.FromSeconds(59)).Breach);
        Assert.Equal("100 requests had no answer by the end", Judge(now).Breach);
    }

    [Fact]
    public void Watch_WithABreach_HasItsVerdictAtOnce()
    {
        var time = new FakeTimeProvider();
        var watch = new GuardWatch(Guard, Start, time);
        Assert.Null(watch.Look(Start));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, watch.Look(After(100, errors: 100))!.Watched.TotalSeconds);
    }

    [Fact]
    public void Watch_WithoutOne_HasItsVerdictAtTheEndAndKeepsIt()
    {
        var time = new FakeTimeProvider();
        var watch = new GuardWatch(Guard, Start, time);
        time.Advance(Guard.Watch);
        Assert.Equal("", watch.Look(After(100))!.Breach);
        Assert.Equal("", watch.Look(After(200, errors: 200))!.Breach);
        Assert.False(watch.HasWaited);
        time.Advance(GuardWatch.Margin);
        Assert.True(watch.HasWaited);
    }

    [Fact]
    public void Watch_EndedByHand_HasThatVerdictWithTheFiguresSoFar()
    {
        var kept = new GuardWatch(Guard, Start, new FakeTimeProvider());
        kept.End(After(200, errors: 200), isKept: true);
        Assert.Equal(("", 200L, "kept by hand before the end"), (kept.Look(Start)!.Breach, kept.Look(Start)!.Requests, kept.Look(Start)!.Note));

        var undone = new GuardWatch(Guard, Start, new FakeTimeProvider());
        undone.End(After(200), isKept: false);
        Assert.Equal((GuardWatch.UndoneByHand, 200L), (undone.Look(Start)!.Breach, undone.Look(Start)!.Requests));
    }

    [Fact]
    public void Watch_EndedByHandAfterItsEnd_IsUndoneButNotKeptAgain()
    {
        var time = new FakeTimeProvider();
        var watch = new GuardWatch(Guard, Start, time);
        time.Advance(Guard.Watch);
        var verdict = watch.Look(After(200));
        watch.End(After(300), isKept: true);
        Assert.Equal(verdict, watch.Look(Start));
        watch.End(After(300), isKept: false);
        Assert.Equal(verdict! with { Breach = GuardWatch.UndoneByHand }, watch.Look(Start));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(63, 0)]
    [InlineData(64, 1)]
    [InlineData(79, 1)]
    [InlineData(80, 2)]
    [InlineData(128, 5)]
    [InlineData(long.MaxValue, DurationBuckets.Count - 1)]
    public void Bucket_OfADuration_IsAFifthWiderThanTheOneBefore(long microseconds, int bucket) =>
        Assert.Equal(bucket, DurationBuckets.IndexOf(microseconds));

    [Fact]
    public void Percentile_OfDurations_IsTheEndOfTheirBucket()
    {
        for (var microseconds = 64L; microseconds < 100_000_000; microseconds += 1 + (microseconds / 7))
        {
            var counts = new long[DurationBuckets.Count];
            counts[DurationBuckets.IndexOf(microseconds)] = 1;
            var end = DurationBuckets.Percentile(counts, 0.99).TotalMicroseconds;
            Assert.True(end > microseconds && end <= microseconds * 1.25 + 1, $"{microseconds} µs: {end}");
        }

        Assert.Equal(TimeSpan.Zero, DurationBuckets.Percentile(new long[DurationBuckets.Count], 0.99));
    }

    private static WatchReport Judge(TrafficFigures now) => GuardJudge.Judge(Guard, Start, now, Guard.Watch);

    private static TrafficFigures After(int requests, int errors = 0, double milliseconds = 5, TrafficFigures? start = null)
    {
        start ??= Start;
        var more = Figures(requests, milliseconds);
        return start with
        {
            Requests = start.Requests + requests,
            Errors = start.Errors + errors,
            Durations = [.. start.Durations.Zip(more.Durations, (then, added) => then + added)],
        };
    }

    private static TrafficFigures Figures(int requests, double milliseconds)
    {
        var durations = new long[DurationBuckets.Count];
        durations[DurationBuckets.IndexOf((long)(milliseconds * 1000))] = requests;
        return new TrafficFigures(requests, 0, 0, 0, durations);
    }
}
