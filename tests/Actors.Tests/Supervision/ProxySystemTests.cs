using System.Collections.Concurrent;
using ActorProxy.Actors.Supervision;
using Akka.Actor;
using static ActorProxy.Actors.Tests.Supervision.Some;

namespace ActorProxy.Actors.Tests.Supervision;

public sealed class ProxySystemTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = Seconds(60);

    private readonly ConcurrentQueue<LogLine> _log = [];
    private readonly ProxySystem _proxy;

    public ProxySystemTests() => _proxy = Start("");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _proxy.StopAsync();

    [Fact]
    public void System_Started_ServesAtOnce()
    {
        Assert.Equal(1, _proxy.Cell.Current.Epoch);
        Assert.NotNull(_proxy.Cell.Current.Pools["api"].Pick());
    }

    [Fact]
    public async Task Settings_Applied_AreInTheTableOfTheReturnedEpoch()
    {
        var epoch = await _proxy.ApplyAsync(ProxySettings(PoolSettings(3)));

        Assert.Equal((2, 2), (epoch, _proxy.Cell.Current.Epoch));
        Assert.Equal(3, _proxy.Cell.Current.Pools["api"].Pick()!.Settings.Url.Port);
    }

    [Fact]
    public async Task Drain_OfABackend_IsInForceWhenItReturns()
    {
        Assert.True(await _proxy.SetDrainAsync("api", "10.0.0.1:1", drain: true));
        Assert.False(await _proxy.SetDrainAsync("api", "10.0.0.1:7", drain: true));
        Assert.Single(_proxy.Cell.Current.Pools["api"].Members);
    }

    [Theory]
    [InlineData("/user/proxy")]
    [InlineData("/user/proxy/router-api")]
    [InlineData("/user/proxy/router-api/health-10.0.0.1:1")]
    public async Task Actor_KilledAgainAndAgainUnderTraffic_IsReplacedAndEveryPickFindsABackend(string path)
    {
        await _proxy.SetDrainAsync("api", "10.0.0.1:1", drain: true);
        using var over = new CancellationTokenSource();
        var traffic = Task.Run(() => PickUntil(over.Token));

        foreach (var death in new object[] { Kill.Instance, PoisonPill.Instance, Kill.Instance })
        {
            var victim = await Living(path, except: null);
            victim.Tell(death);
            await Living(path, except: victim);
        }

        await over.CancelAsync();
        var (picks, misses) = await traffic;
        Assert.True(picks > 0);
        Assert.Equal(0, misses);
        Assert.Single(_proxy.Cell.Current.Pools["api"].Members);
        Assert.True(await _proxy.SetDrainAsync("api", "10.0.0.1:1", drain: false));
        Assert.Equal(2, await _proxy.ApplyAsync(ProxySettings(PoolSettings(1, 2, 3))));
    }

    [Fact]
    public async Task Message_InTheMailboxOfADyingActor_IsAskedAgain()
    {
        (await Living("/user/proxy", except: null)).Tell(PoisonPill.Instance);

        await _proxy.ApplyAsync(ProxySettings(PoolSettings(3)));

        Assert.Equal(3, _proxy.Cell.Current.Pools["api"].Pick()!.Settings.Url.Port);
    }

    [Fact]
    public async Task Actors_WithSomethingToSay_WriteToTheProcessLog()
    {
        await _proxy.SetDrainAsync("api", "10.0.0.1:1", drain: true);
        await _proxy.StopAsync();

        var line = Assert.Single(_log, line => line.Text.Contains("10.0.0.1:1", StringComparison.Ordinal));
        Assert.Equal("Backend 10.0.0.1:1 of pool api gets no new requests: drained by hand", line.Text);
        Assert.Equal((LogSeverity.Warning, true), (line.Severity, line.Source.Contains("router-api", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task System_Stopped_RetiresConnectionsOnceAndKeepsItsTable()
    {
        await Task.WhenAll(_proxy.StopAsync(), _proxy.StopAsync());

        Assert.All(_proxy.Cell.Current.Pools["api"].Backends, backend => Assert.Equal(1, backend.Fake().Retired));
        Assert.NotNull(_proxy.Cell.Current.Pools["api"].Pick());
        Assert.DoesNotContain(_log, line => line.Severity >= LogSeverity.Warning);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _proxy.ApplyAsync(ProxySettings(PoolSettings(1))));
    }

    [Fact]
    public async Task OperatorsConfiguration_IsUsedButNotAgainstWhatTheProxyNeeds()
    {
        await using var proxy = Start("""{"akka":{"loglevel":"ERROR","scheduler":{"tick-duration":"1s"}}}""");

        var config = proxy.Actors.Settings.Config;
        Assert.Equal("ERROR", config.GetString("akka.loglevel"));
        Assert.Equal(TimeSpan.FromMilliseconds(50), config.GetTimeSpan("akka.scheduler.tick-duration"));
    }

    private ProxySystem Start(string akka) =>
        ProxySystem.Start(akka, ProxySettings(PoolSettings(1, 2)), new FakeUpstreams(), TimeProvider.System, _log.Enqueue);

    private (long Picks, long Misses) PickUntil(CancellationToken over)
    {
        var (picks, misses) = (0L, 0L);
        for (; picks == 0 || !over.IsCancellationRequested; picks++)
        {
            if (_proxy.Cell.Current.Pools["api"].Pick() is null)
                misses++;
        }

        return (picks, misses);
    }

    /// <summary>The actor of that path, as soon as there is one that is not <paramref name="except"/>.</summary>
    private async Task<IActorRef> Living(string path, IActorRef? except)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var asked = _proxy.Actors.ActorSelection(path).Ask<ActorIdentity>(new Identify(null), Seconds(1), patience.Token);
            if ((await asked).Subject is { } found && !found.Equals(except))
                return found;
        }
    }
}
