using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Processes;

/// <summary>Sessions that no cookie carries live in the memory of nodes: which of them a kill -9 costs.</summary>
public sealed class LossWindowTests : IAsyncLifetime, IDisposable
{
    // So many that a session which is decided anew hardly ends up where it was.
    private const int Origins = 16;
    private const int Workers = 4;

    // Shards begin with their first session, and until they have, nobody confirms what their sessions are bound to.
    private const int First = 500;

    private static readonly TimeSpan Making = TimeSpan.FromSeconds(Figures.AreWanted ? 10 : 4);

    // What the documentation says is about a second; the rest is for a busy machine.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2.5);

    private readonly FaultyOrigin[] _origins = [.. Enumerable.Range(0, Origins).Select(number => FaultyOrigin.Answering($"origin {number}"))];
    private readonly HttpClient _client = new() { Timeout = Patience.Limit };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var origin in _origins)
            await origin.DisposeAsync();
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Sessions_KnownByAHeader_OutliveTheOnlyNodeThatUsedThemUnlessTheyAreNew()
    {
        await using var cluster = await ProcessCluster.StartAsync(3, Configuration());
        var victim = cluster.Nodes[0];
        for (var number = 0; number < First; number++)
            await AskAsync(victim, string.Create(CultureInfo.InvariantCulture, $"first-{number}"));
        var made = new ConcurrentBag<Made>();
        var watch = Stopwatch.StartNew();
        var workers = Enumerable.Range(0, Workers).Select(worker => MakeAsync(victim, worker, made, watch)).ToArray();
        await Patience.UntilAsync("enough sessions were made", () => watch.Elapsed > Making);
        var unconfirmed = await UnconfirmedAsync(cluster, victim);
        victim.Kill();
        var killed = watch.Elapsed;
        await Task.WhenAll(workers);
        await cluster.WaitForMembersAsync(2);

        unconfirmed -= await UnconfirmedAsync(cluster, cluster.Nodes[1]);
        var ages = new List<TimeSpan>();
        foreach (var session in made.OrderBy(session => session.At))
        {
            if (await AskAsync(cluster.Nodes[1], session.User) != session.Origin)
                ages.Add(killed - session.At);
        }

        unconfirmed += await UnconfirmedAsync(cluster, cluster.Nodes[1]);
        Write(made, killed, ages, unconfirmed);
        Assert.InRange(ages.Count(age => age > Window), 0, unconfirmed);
    }

    // Sessions that went on without an owner because it did not answer in time, as on a machine that is busy: they were not bound, so none was lost.
    private static Task<long> UnconfirmedAsync(ProcessCluster cluster, NodeProcess node) =>
        cluster.MetricAsync(node, "actorproxy_session_fallbacks_total{reason=\"timeout\"}");

    private async Task MakeAsync(NodeProcess node, int worker, ConcurrentBag<Made> made, Stopwatch watch)
    {
        for (var number = 0; ; number++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"{worker}-{number}");
            try
            {
                var origin = await AskAsync(node, user);
                made.Add(new Made(user, origin, watch.Elapsed));
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private async Task<string> AskAsync(NodeProcess node, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, node.Address("web"));
        request.Headers.Add("X-User", user);
        using var response = await _client.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static void Write(ConcurrentBag<Made> made, TimeSpan killed, List<TimeSpan> lost, long unconfirmed)
    {
        double[] edges = [0, 0.1, 0.2, 0.4, 0.6, 1, 1.5, double.PositiveInfinity];
        var lines = edges.Zip(edges.Skip(1), (from, to) => string.Create(CultureInfo.InvariantCulture, $"made {from:0.0} {(double.IsFinite(to) ? $"to {to:0.0} s" : "s or more")} before: {Count(lost, from, to)} of {Count(made.Select(session => killed - session.At), from, to)} moved"));
        Figures.Write(
            "kill -9 of the only node that used sessions without a cookie",
            [$"{made.Count} sessions known by a header; {lost.Count} moved, the oldest of them made {lost.DefaultIfEmpty().Max().TotalMilliseconds:0} ms before; {unconfirmed} asked an owner that did not answer in time", .. lines]);
    }

    private static int Count(IEnumerable<TimeSpan> ages, double from, double to) =>
        ages.Count(age => Math.Max(age.TotalSeconds, 0) >= from && age.TotalSeconds < to);

    private string Configuration() => $$"""
        proxy {
          sessions.key = "a secret for tests"
          pools.site {
            backends = [{{string.Join(", ", _origins.Select(origin => $"\"{origin.Url}\""))}}]
            sticky { by = "header:X-User" }
          }
          routes = [{ pool = site }]
        }
        """;

    private sealed record Made(string User, string Origin, TimeSpan At);
}
