using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Sessions;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Tests.Requests;
using ActorProxy.Actors.Tests.Supervision;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using static ActorProxy.Actors.Sessions.SessionProtocol;

namespace ActorProxy.Actors.Tests.Sessions;

public sealed class SessionBookTests : TestKit
{
    private static readonly StickySettings Sticky = new(StickyKind.Cookie, "", "AP", "/", "Lax", TimeSpan.FromMinutes(30), OnDownKind.Rebind);
    private static readonly StickySettings Strict = Sticky with { OnDown = OnDownKind.Refuse };

    private readonly SessionBook _book = new(TimeProvider.System);
    private readonly Pool _pool = Some.Pool(Some.PoolSettings(1, 2, 3));

    public SessionBookTests()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
        _book.Configure(new SessionSettings("", TimeSpan.FromSeconds(30), 1000));
        Publish();
    }

    [Fact]
    public async Task Session_ThatIsNew_AsksNobodyAndStays()
    {
        UseOwner();
        var key = new SessionKey(SessionId.Create(), Binding.None, IsNew: true, IsReplicated: false);
        var first = await Enter(key);
        for (var request = 0; request < 10; request++)
            Assert.Same(first, await Enter(key with { IsNew = false }));
        Assert.Equal((11, 1, 0), (_book.Counters.Requests, _book.Counters.Begun, _book.Counters.Asked));
    }

    [Fact]
    public async Task Session_ThatThisNodeHasNotMet_AsksOnceAndBelievesTheOwner()
    {
        var owner = UseOwner();
        var key = Keyed("user");
        owner.Tell(new Claim(key.Id.ToString(), _pool.Backends[2].Id, 0, Sticky.Ttl, true), TestActor);
        ExpectMsg<Bound>();

        Assert.Same(_pool.Backends[2], await Enter(key));
        Assert.Same(_pool.Backends[2], await Enter(key));
        Assert.Equal(1, _book.Counters.Asked);
    }

    [Fact]
    public async Task Requests_OfOneSessionAtOnce_GoToOneBackend()
    {
        UseOwner();
        var backends = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Enter(Keyed("user")))));
        Assert.Single(backends.Distinct());
    }

    [Fact]
    public async Task Session_WhoseBackendIsDown_MovesOnceAndStaysThere()
    {
        UseOwner();
        var key = Keyed("user");
        var first = await Enter(key);
        Down(first!);

        var second = await Enter(key);
        Assert.NotSame(first, second);
        Up(first!);
        Assert.Same(second, await Enter(key));
        Assert.Equal(1, _book.Counters.Rebound);
    }

    [Fact]
    public async Task Session_ThatMayNotMove_WaitsForItsBackend()
    {
        UseOwner();
        var key = Keyed("user");
        var first = await Enter(key, Strict);
        Down(first!);
        Assert.Null(await Enter(key, Strict));
        Up(first!);
        Assert.Same(first, await Enter(key, Strict));
        Assert.Equal(1, _book.Counters.Refused);
    }

    [Fact]
    public async Task Session_ThatAnotherNodeMoved_GoesThereToo()
    {
        var owner = UseOwner();
        var key = Keyed("user");
        var first = await Enter(key);
        var other = _pool.Backends.First(backend => backend != first);
        owner.Tell(new Rebind(key.Id.ToString(), first!.Id, other.Id, 1, Sticky.Ttl, true), TestActor);
        ExpectMsg<Bound>();

        await AwaitConditionAsync(async () => await Enter(key) == other, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cookie_FromANodeThatMovedTheSession_IsBelieved()
    {
        UseOwner();
        var key = new SessionKey(SessionId.Create(), Binding.None, IsNew: true, IsReplicated: false);
        var first = await Enter(key);
        var other = _pool.Backends.First(backend => backend != first);
        Assert.Same(other, await Enter(key with { IsNew = false, Hint = new Binding(other.Id, 2) }));
        Assert.Same(other, await Enter(key with { IsNew = false, Hint = new Binding(first!.Id, 1) }));
    }

    [Fact]
    public async Task Owner_ThatSaysNothing_CostsOneWaitAndNoRequest()
    {
        _book.Configure(new SessionSettings("", TimeSpan.FromMilliseconds(1), 1000));
        _book.Owners.Use(Sys.ActorOf(Props.Create(() => new SessionDeskActor(TestActor, _book.Learn))), null);
        var key = Keyed("user");
        var first = await Enter(key);
        Assert.NotNull(first);
        Assert.Same(first, await Enter(key));
        Assert.Equal(1, _book.Counters.Asked);
        Assert.Equal(2, _book.Counters.Late);
    }

    [Fact]
    public async Task Node_ThatIsNoMember_ChoosesAsAllOthersDo()
    {
        var elsewhere = new SessionBook(TimeProvider.System);
        elsewhere.Configure(new SessionSettings("", TimeSpan.FromSeconds(1), 1000));
        var chosen = new HashSet<Backend>();
        foreach (var user in Enumerable.Range(0, 50))
        {
            var key = Keyed($"user {user}");
            var here = await Enter(key);
            Assert.Same(here, (await elsewhere.EnterAsync(new FakeFacts(), _pool, Sticky, key)).Backend);
            chosen.Add(here!);
        }

        Assert.Equal(3, chosen.Count);
        Assert.Equal(50, _book.Counters.Apart);
    }

    [Fact]
    public async Task Backend_ThatIsFull_SendsOnARequestAndKeepsTheSession()
    {
        var settings = Some.PoolSettings() with { Backends = ValueList.Of(Enumerable.Range(1, 2).Select(port => Some.BackendSettings(port) with { MaxConnections = 1 })) };
        var pool = Some.Pool(settings);
        pool.Publish(Membership.Of(settings, pool.Backends, Some.Now), Random.Shared);
        UseOwner();
        var key = Keyed("user");
        var first = (await _book.EnterAsync(new FakeFacts(), pool, Sticky, key)).Backend;
        var second = (await _book.EnterAsync(new FakeFacts(), pool, Sticky, key)).Backend;
        Assert.NotSame(first, second);
        first!.Exit();
        Assert.Same(first, (await _book.EnterAsync(new FakeFacts(), pool, Sticky, key)).Backend);
    }

    private IActorRef UseOwner()
    {
        var region = Sys.ActorOf(Props.Create(() => new SessionRegionActor(1000)));
        _book.Owners.Use(Sys.ActorOf(Props.Create(() => new SessionDeskActor(region, _book.Learn))), null);
        return region;
    }

    private SessionKey Keyed(string key) => new(SessionId.Of(_pool.Settings.Name, key), Binding.None, IsNew: false, IsReplicated: true);

    private async Task<Backend?> Enter(SessionKey key, StickySettings? sticky = null) =>
        (await _book.EnterAsync(new FakeFacts(), _pool, sticky ?? Sticky, key)).Backend;

    private void Down(Backend backend)
    {
        backend.Health = backend.Health with { Verdict = HealthVerdict.Down };
        Publish();
    }

    private void Up(Backend backend)
    {
        backend.Health = backend.Health with { Verdict = HealthVerdict.Up };
        Publish();
    }

    private void Publish() => _pool.Publish(Membership.Of(_pool.Settings, _pool.Backends, Some.Now), Random.Shared);
}
