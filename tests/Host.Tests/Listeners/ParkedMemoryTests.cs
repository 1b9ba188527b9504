using ActorProxy.Host.Listeners;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Host.Tests.Listeners;

/// <summary>When what parked connections have left is collected.</summary>
public sealed class ParkedMemoryTests
{
    private readonly FakeTimeProvider _time = new();
    private long _released;
    private int _collected;

    [Fact]
    public void Wave_ThatIsOver_IsCollectedOnce()
    {
        using var memory = Memory();
        Assert.Equal(0, After(ParkedMemory.Worthwhile, ParkedMemory.Interval));
        Assert.Equal(0, After(1, ParkedMemory.Interval));
        Assert.Equal(1, After(0, ParkedMemory.Interval));
        Assert.Equal(1, After(0, ParkedMemory.Rest));
    }

    [Fact]
    public void Few_AreNotWorthIt()
    {
        using var memory = Memory();
        Assert.Equal(0, After(ParkedMemory.Worthwhile - 1, ParkedMemory.Rest));
        Assert.Equal(0, After(1, ParkedMemory.Interval));
        Assert.Equal(1, After(0, ParkedMemory.Interval));
    }

    [Fact]
    public void WaveAfterWave_IsCollectedAfterARest()
    {
        using var memory = Memory();
        After(ParkedMemory.Worthwhile, ParkedMemory.Interval);
        Assert.Equal(1, After(0, ParkedMemory.Interval));
        After(ParkedMemory.Worthwhile, ParkedMemory.Interval);
        Assert.Equal(1, After(0, ParkedMemory.Rest / 2));
        Assert.Equal(2, After(0, ParkedMemory.Rest / 2));
    }

    private ParkedMemory Memory() => new(() => _released, _time, () => _collected++);

    private int After(long released, TimeSpan time)
    {
        _released += released;
        _time.Advance(time);
        return _collected;
    }
}
