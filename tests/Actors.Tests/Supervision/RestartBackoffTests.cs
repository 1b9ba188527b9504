using ActorProxy.Actors.Supervision;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Supervision;

public sealed class RestartBackoffTests
{
    [Fact]
    public void Actor_DiesOnce_IsMadeAnewAtOnce() => Assert.Equal(TimeSpan.Zero, RestartBackoff.None.OnDeath(Now).Delay);

    [Fact]
    public void Actor_KeepsDying_WaitsLongerUpToABoundAndNeverGivesUp()
    {
        var backoff = RestartBackoff.None;
        List<double> delays = [];
        for (var death = 0; death < 5000; death++)
        {
            backoff = backoff.OnDeath(Now + backoff.Delay);
            delays.Add(backoff.Delay.TotalMilliseconds);
        }

        Assert.Equal([0, 50, 100, 200, 400, 800, 1600, 3200, 5000, 5000], delays.Take(10));
        Assert.Equal(5000, delays[^1]);
    }

    [Fact]
    public void Actor_LivedQuietly_IsMadeAnewAtOnceAgain()
    {
        var backoff = RestartBackoff.None.OnDeath(Now).OnDeath(Now).OnDeath(Now + Seconds(61));

        Assert.Equal(TimeSpan.Zero, backoff.Delay);
    }
}
