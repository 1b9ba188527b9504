using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Streams.Tests.Caching.Store;

/// <summary>Ages when somebody sets the date (RFC 9111 section 4.2.3 counts them by a clock of its own).</summary>
public sealed class CacheClockTests
{
    private readonly SettableDate _time = new();
    private readonly CacheClock _clock;

    public CacheClockTests() => _clock = new CacheClock(_time);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Age_WhenTheDateJumps_GoesOnAsBefore(int years)
    {
        var response = Make.Response(bornAt: _clock.Now);
        _time.Advance(TimeSpan.FromSeconds(40));

        _time.Shift = TimeSpan.FromDays(365 * years);

        Assert.Equal(40, response.Age(_clock.Now), 6);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(60, response.Age(_clock.Now), 6);
        Assert.Equal(ReuseVerdict.Revalidate, Reuse.Judge(response.Age(_clock.Now), 60, CacheDirectives.None, default, default));
    }

    [Fact]
    public void Age_OfAnAnswerFromTheFuture_IsNotNegative()
    {
        _time.Shift = TimeSpan.FromDays(-365);

        Assert.Equal(0, Freshness.InitialAge(Make.Fields($"Date: {Make.Date(0)}"), _clock.Date, 0));
        Assert.Equal(0, Make.Response(bornAt: _clock.Now + 5).Age(_clock.Now));
    }

    [Fact]
    public void Date_IsTheCalendars() => Assert.Equal(Make.Moment, _clock.Date);

    // Somebody sets the date; the clock that counts does not notice.
    private sealed class SettableDate() : FakeTimeProvider(Make.Moment)
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
