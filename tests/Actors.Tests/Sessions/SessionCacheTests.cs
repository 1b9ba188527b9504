using ActorProxy.Actors.Sessions;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Sessions;

public sealed class SessionCacheTests
{
    [Fact]
    public void Cache_WithMoreThanItsCapacity_StaysWithinItAndKeepsWhatIsUsed()
    {
        var pool = Pool(PoolSettings(1));
        var cache = new SessionCache(100);
        var kept = new SessionId(0, 0);
        cache.Add(Of(kept));
        for (var i = 1UL; i < 1000; i++)
        {
            cache.Add(Of(new SessionId(0, i)));
            Assert.NotNull(cache.Find(kept));
            Assert.InRange(cache.Count, 1, 110);
        }

        Assert.Null(cache.Find(new SessionId(0, 1)));

        Session Of(SessionId id) => new(id, pool, pool.Backends[0], new Binding(pool.Backends[0].Id, 1), 0);
    }

    [Fact]
    public void Name_OfASession_ComesBackFromItsText()
    {
        var id = SessionId.Create();
        Assert.Equal(id, SessionId.Parse(id.ToString()));
        Assert.Null(SessionId.Parse("x"));
        Assert.NotEqual(SessionId.Of("a", "bc"), SessionId.Of("ab", "c"));
        Assert.Equal(SessionId.Of("api", "user"), SessionId.Of("api", "user"));
    }
}
