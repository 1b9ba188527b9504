using ActorProxy.Actors.Pools;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Load;

/// <summary>What is in flight through one node counts on all.</summary>
public sealed class LoadShareTests : IAsyncLifetime
{
    private const int Held = 6;

    private readonly FaultyOrigin _busy = FaultyOrigin.Answering("busy");
    private readonly FaultyOrigin _free = FaultyOrigin.Answering("free");
    private readonly List<Task> _held = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _busy.Refuse();
        await Task.WhenAll(_held);
        await _busy.DisposeAsync();
        await _free.DisposeAsync();
    }

    [Fact]
    public async Task LeastConnections_WithRequestsHeldThroughAnotherNode_PassesOverTheirBackend()
    {
        await using var cluster = await StartAsync("least-connections");
        await HoldAsync(cluster[0]);
        await Patience.UntilAsync("all nodes count them", () => cluster.Nodes.Skip(1).All(node => Busy(node).ElsewhereInFlight == Held));

        Assert.Equal((0, 0), (Busy(cluster[0]).ElsewhereInFlight, Busy(cluster[1]).InFlight));
        var browser = new Browser();
        foreach (var _ in Enumerable.Range(0, 10))
            Assert.Equal("free", await browser.GetAsync(cluster[1]));
        Assert.Contains($"\"elsewhere\": {Held}", await cluster[1].Admin.GetStringAsync("/api/status"), StringComparison.Ordinal);

        _busy.Refuse();
        await Patience.UntilAsync("nobody counts them any more", () => cluster.Nodes.All(node => Busy(node).ElsewhereInFlight == 0));
    }

    [Fact]
    public async Task Requests_ThroughANodeThatDies_CountNoMore()
    {
        await using var cluster = await StartAsync("random-two");
        var victim = cluster[0];
        await HoldAsync(victim);
        await Patience.UntilAsync("another node counts them", () => Busy(cluster[1]).ElsewhereInFlight == Held);

        var survivor = cluster[1];
        cluster.CutOff(victim);
        await Patience.UntilAsync("it counts them no more", () => Busy(survivor).ElsewhereInFlight == 0);
        Assert.Equal(Held, Busy(victim).InFlight);
    }

    [Fact]
    public async Task Requests_OfAPoolThatDoesNotChooseByThem_AreNotTold()
    {
        await using var cluster = await StartAsync("least-connections");
        await HoldAsync(cluster[0], "/turns");
        await HoldAsync(cluster[0]);
        await Patience.UntilAsync("the others are counted", () => Busy(cluster[1]).ElsewhereInFlight == Held);
        Assert.Equal((Held, 0), (Busy(cluster[0], "turns").InFlight, Busy(cluster[1], "turns").ElsewhereInFlight));
    }

    private static Backend Busy(ProxyUnderTest node, string pool = "site") => node.Node.Table.Current.Pools[pool].Backends[0];

    // Of this node alone the other backend is taken out, so that all of its requests go to the one that hangs.
    private async Task HoldAsync(ProxyUnderTest node, string path = "/")
    {
        _busy.Hang();
        var pool = path == "/" ? "site" : "turns";
        Assert.True(await node.Node.SetDrainAsync(pool, $"127.0.0.1:{_free.Port}", drain: true));
        for (var i = 0; i < Held; i++)
            _held.Add(node.Client.GetAsync(path).ContinueWith(_ => { }, TaskScheduler.Default));
        await Patience.UntilAsync("they are held", () => Busy(node, pool).InFlight == Held);
    }

    private Task<ProxyCluster> StartAsync(string balance) => ProxyCluster.StartAsync(3, $$"""
        proxy {
          shutdown { grace = 0s, deadline = 1s }
          defaults.pool { health.passive = off, retries.attempts = 1 }
          pools {
            site { balance = {{balance}}, backends = ["{{_busy.Url}}", "{{_free.Url}}"] }
            turns { balance = round-robin, backends = ["{{_busy.Url}}", "{{_free.Url}}"] }
          }
          routes = [{ pool = site }, { path = "/turns", pool = turns }]
        }
        """);
}
