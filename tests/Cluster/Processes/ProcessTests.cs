using System.Diagnostics;
using System.Globalization;
using System.Net;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Processes;

/// <summary>
/// Real processes, kill -9, and traffic all the while. ACTORPROXY_CLUSTER_FIGURES=FILE runs the same with 2,000 sessions and 200 changes and
/// writes what was measured there.
/// </summary>
public sealed class ProcessTests : IAsyncLifetime
{
    private const int Workers = 8;

    private static readonly int Sessions = Figures.AreWanted ? 2000 : 100;
    private static readonly int Changes = Figures.AreWanted ? 200 : 15;

    private readonly FaultyOrigin[] _origins = [FaultyOrigin.Answering("a"), FaultyOrigin.Answering("b"), FaultyOrigin.Answering("c"), FaultyOrigin.Answering("d")];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var origin in _origins)
            await origin.DisposeAsync();
    }

    [Fact]
    public async Task Node_KilledUnderTraffic_CostsOnlyItsOwnRequestsAndMovesNoSession()
    {
        await using var cluster = await ProcessCluster.StartAsync(3, Configuration());
        await using var traffic = await SessionTraffic.StartAsync(cluster, Sessions, Workers);
        await traffic.MoreAsync(10 * Sessions);
        var (asked, all) = (await AsksAsync(cluster), await RequestsAsync(cluster));
        await traffic.MoreAsync(10 * Sessions);
        var share = (double)(await AsksAsync(cluster) - asked) / (await RequestsAsync(cluster) - all);

        var victim = cluster.Nodes[0];
        victim.Kill();
        var watch = Stopwatch.StartNew();
        await Patience.UntilAsync("the balancer has noticed", () => traffic.Failures.Any(failure => failure.Node == victim));
        await traffic.SweepAsync();
        var served = watch.Elapsed;
        await cluster.WaitForMembersAsync(2);
        var removed = watch.Elapsed;
        await traffic.MoreAsync(10 * Sessions);

        Assert.DoesNotContain(traffic.Failures, failure => failure.Node != victim);
        // One request for each connection that was in use.
        Assert.InRange(traffic.Failures.Count, 1, 2 * (Workers + 16));
        Assert.Equal(0, traffic.Moved);
        Figures.Write(
            "kill -9 of one of 3 nodes",
            $"{Sessions} sessions with cookies, {traffic.Requests} requests: {traffic.Moved} moved, {traffic.Failures.Count} failed, all of them in flight on the killed node",
            $"every session served by the survivors after {served.TotalSeconds:0.0} s; the node given up after {removed.TotalSeconds:0.0} s",
            $"requests that asked an owner at steady state: {share:P3}");
    }

    [Fact]
    public async Task Node_ThatTakesItsLeaveUnderTraffic_CostsNothing()
    {
        await using var cluster = await ProcessCluster.StartAsync(3, Configuration());
        await using var traffic = await SessionTraffic.StartAsync(cluster, Sessions, Workers);
        await traffic.MoreAsync(5 * Sessions);

        traffic.TakeOut(cluster.Nodes[1]);
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, await cluster.Nodes[1].StopAsync());
        var left = watch.Elapsed;
        await cluster.WaitForMembersAsync(2);
        await traffic.SweepAsync();
        await traffic.MoreAsync(5 * Sessions);

        Assert.Empty(traffic.Failures);
        Assert.Equal(0, traffic.Moved);
        Figures.Write("one of 3 nodes takes its leave", $"{Sessions} sessions, {traffic.Requests} requests: 0 failed, 0 moved; the process ended after {left.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Changes_FromAnyNodeUnderTraffic_EndOnOneEpochAndCostNothing()
    {
        await using var cluster = await ProcessCluster.StartAsync(3, Configuration());
        await using var traffic = await SessionTraffic.StartAsync(cluster, Sessions, Workers);
        var (applied, refused) = (0, 0);
        var watch = Stopwatch.StartNew();
        for (var change = 0; change < Changes; change++)
        {
            var isBad = change % 5 == 4;
            var status = await cluster.PutAsync(
                cluster.Nodes[Random.Shared.Next(3)],
                Configuration($"limits.header-count = {(isBad ? "many" : (100 + change).ToString(CultureInfo.InvariantCulture))}"));
            Assert.Equal(isBad ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK, status);
            _ = isBad ? refused++ : applied++;
        }

        var took = watch.Elapsed;
        var epochs = await cluster.EpochsAsync();
        Assert.Single(epochs.Distinct());
        await traffic.SweepAsync();
        Assert.Empty(traffic.Failures);
        Assert.Equal(0, traffic.Moved);
        Figures.Write("configuration changes in a row", $"{applied} applied, {refused} refused, all nodes on epoch {epochs[0]}; {traffic.Requests} requests meanwhile, 0 failed; {took.TotalMilliseconds / Changes:0} ms each");
    }

    private static async Task<long> AsksAsync(ProcessCluster cluster) =>
        (await Task.WhenAll(cluster.Nodes.Select(node => cluster.MetricAsync(node, "actorproxy_session_asks_total")))).Sum();

    private static async Task<long> RequestsAsync(ProcessCluster cluster) =>
        (await Task.WhenAll(cluster.Nodes.Select(node => cluster.MetricAsync(node, "actorproxy_session_requests_total")))).Sum();

    private string Configuration(string more = "") => $$"""
        proxy {
          pools.site {
            backends = [{{string.Join(", ", _origins.Select(origin => $"\"{origin.Url}\""))}}]
            sticky { by = cookie }
          }
          routes = [{ pool = site }]
          {{more}}
        }
        """;
}
