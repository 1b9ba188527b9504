using System.Net;
using ActorProxy.Actors.Health;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Health;

/// <summary>What one node finds out about a backend, all know.</summary>
public sealed class SharedHealthTests : IAsyncLifetime
{
    private readonly FaultyOrigin _steady = FaultyOrigin.Answering("steady");
    private readonly FaultyOrigin _failing = FaultyOrigin.Answering("failing");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _steady.DisposeAsync();
        await _failing.DisposeAsync();
    }

    [Fact]
    public async Task Backend_OfThreeNodes_IsProbedByOneAndItsVerdictIsThatOfAll()
    {
        await using var cluster = await StartAsync("active { path = \"/\", interval = 100ms, rise = 1, fall = 2 }, passive = off");
        await UntilAllSayAsync(cluster, HealthVerdict.Up);
        Assert.Single(cluster.Nodes, node => SharedHealth.Of(node.Actors).Probes(BackendOf(node)));

        _failing.Refuse();
        await UntilAllSayAsync(cluster, HealthVerdict.Down);
        _failing.Recover();
        await UntilAllSayAsync(cluster, HealthVerdict.Up);
    }

    [Fact]
    public async Task Backend_ThatItsProberAloneDoesNotSee_StaysUpUntilASecondNodeDoesNotSeeIt()
    {
        await using var cluster = await StartAsync("active { path = \"/\", interval = 100ms, rise = 1, fall = 2 }, passive = off");
        await UntilAllSayAsync(cluster, HealthVerdict.Up);
        var prober = cluster.Nodes.Single(node => SharedHealth.Of(node.Actors).Probes(BackendOf(node)));
        var duty = HealthDuty.Of(prober.View.Working, "site", BackendOf(prober).Id);
        var second = cluster.Nodes.Single(node => node.Node.Cluster!.Self == duty.Second);

        prober.LoseSightOf(_failing);
        // Nobody but the second node probes it now, and only because it is asked: five times, and nothing has come of it.
        var before = _failing.Requests;
        await Patience.UntilAsync("the second node was asked", () => _failing.Requests >= before + 5);
        Assert.All(cluster.Nodes, node => Assert.Equal(HealthVerdict.Up, BackendOf(node).Health.Verdict));

        second.LoseSightOf(_failing);
        await UntilAllSayAsync(cluster, HealthVerdict.Down);
        // The third still sees it, and neither of the two asks it.
        prober.SeeAgain(_failing);
        second.SeeAgain(_failing);
        await UntilAllSayAsync(cluster, HealthVerdict.Up);
    }

    [Fact]
    public async Task Prober_ThatDies_IsFollowedByAnother()
    {
        await using var cluster = await StartAsync("active { path = \"/\", interval = 100ms, rise = 1, fall = 2 }, passive = off");
        await UntilAllSayAsync(cluster, HealthVerdict.Up);
        await cluster.CrashAsync(cluster.Nodes.Single(node => SharedHealth.Of(node.Actors).Probes(BackendOf(node))));
        _failing.Refuse();
        await UntilAllSayAsync(cluster, HealthVerdict.Down);
    }

    [Fact]
    public async Task Node_CutOff_ProbesForItself()
    {
        await using var cluster = await StartAsync("active { path = \"/\", interval = 100ms, rise = 1, fall = 2 }, passive = off");
        await UntilAllSayAsync(cluster, HealthVerdict.Up);
        var lost = cluster[2];
        cluster.CutOff(lost);
        await Patience.UntilAsync("the lost node probes", () => SharedHealth.Of(lost.Actors).Probes(BackendOf(lost)));
        _failing.Refuse();
        await UntilAllSayAsync(cluster, HealthVerdict.Down);
    }

    [Fact]
    public async Task Backend_EjectedByTheTrafficOfOneNode_IsEjectedOnAll()
    {
        await using var cluster = await StartAsync("passive { failures = 2, window = 1m, eject = 1m, max-ejected-percent = 100 }");
        _failing.SpeakGarbage();
        var browser = new Browser();
        await Patience.UntilAsync("one node has ejected it", async () =>
        {
            await browser.TryGetAsync(cluster[0]);
            return BackendOf(cluster[0]).Health.IsEjected;
        });
        await Patience.UntilAsync("all have", () => cluster.Nodes.All(node => BackendOf(node).Health.IsEjected));
        Assert.Equal((HttpStatusCode.OK, "steady"), await browser.TryGetAsync(cluster[2]));
    }

    private static Task UntilAllSayAsync(ProxyCluster cluster, HealthVerdict verdict) =>
        Patience.UntilAsync($"all nodes say {verdict}", () => cluster.Nodes.All(node => BackendOf(node).Health.Verdict == verdict));

    private static ActorProxy.Actors.Pools.Backend BackendOf(ProxyUnderTest node) => node.Node.Table.Current.Pools["site"].Backends[1];

    private Task<ProxyCluster> StartAsync(string health) => ProxyCluster.StartAsync(3, $$"""
        proxy {
          pools.site { backends = ["{{_steady.Url}}", "{{_failing.Url}}"], health { {{health}} }, retries.attempts = 1 }
          routes = [{ pool = site }]
        }
        """);
}
