using ActorProxy.Actors.Health;
using Microsoft.Extensions.Time.Testing;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Health;

public sealed class FailureDetectorTests
{
    private readonly FakeTimeProvider _time = new(Now);
    private readonly FailureDetector _detector;
    private int _crossings;

    public FailureDetectorTests() => _detector = new FailureDetector(Passive, _time, () => Interlocked.Increment(ref _crossings));

    [Fact]
    public void Failures_FewerThanTheThreshold_DoNotCross()
    {
        Fail(0, 0);

        Assert.Equal(0, _crossings);
    }

    [Fact]
    public void Failures_AsManyAsTheThresholdWithinTheWindow_CrossOnce()
    {
        Fail(0, 5, 5);

        Assert.Equal(1, _crossings);
    }

    [Fact]
    public void Failures_SpreadBeyondTheWindow_DoNotCross()
    {
        Fail(0, 6, 6, 6, 6, 6);

        Assert.Equal(0, _crossings);
    }

    [Fact]
    public void Failures_AcrossTheEdgeOfAnEarlierWindow_CrossBecauseTheWindowSlides()
    {
        Fail(0, 9, 2, 1);

        Assert.Equal(1, _crossings);
    }

    [Fact]
    public void Failures_AfterACrossing_AreCountedAnew()
    {
        Fail(0, 0, 0, 0, 0);
        Assert.Equal(1, _crossings);

        Fail(0);
        Assert.Equal(2, _crossings);
    }

    [Fact]
    public void Threshold_OfOne_CrossesEachTime()
    {
        var crossings = 0;
        var detector = new FailureDetector(Passive with { Failures = 1 }, _time, () => crossings++);

        detector.Record();
        detector.Record();

        Assert.Equal(2, crossings);
    }

    [Fact]
    public void Failures_FromManyThreads_CrossAtLeastOnceAndNeverTooOften()
    {
        Parallel.For(0, 30_000, _ => _detector.Record());

        Assert.InRange(_crossings, 1, 10_000);
    }

    private void Fail(params int[] secondsLater)
    {
        foreach (var seconds in secondsLater)
        {
            _time.Advance(Seconds(seconds));
            _detector.Record();
        }
    }
}
