using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using ActorProxy.Cluster.Tests.Caching;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Processes;

/// <summary>The node that fetches for all dies while the body goes through it.</summary>
public sealed class PeerLossTests : IDisposable
{
    private const int Clients = 4;

    private readonly GatedOrigin _origin = new(4_000_000);
    private readonly HttpClient _client = new() { Timeout = Patience.Limit };

    public void Dispose()
    {
        _client.Dispose();
        _origin.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_WhoseOwnerIsKilledAmidIt_IsNeverHalfOfOneThatLooksWhole(bool isChunked)
    {
        _origin.IsChunked = isChunked;
        await using var cluster = await ProcessCluster.StartAsync(3, Configuration());
        var target = Target(cluster, owner: 1);
        _origin.Halve(1);
        var asked = Enumerable.Range(0, Clients).Select(async _ => await BeginAsync(cluster.Nodes[0], target)).ToArray();
        var begun = await Task.WhenAll(asked);
        Assert.Equal((1, 1L), (_origin.Requests, await cluster.MetricAsync(cluster.Nodes[0], "actorproxy_cache_peer_fetches_total")));

        cluster.Nodes[1].Kill();

        var whole = _origin.BodyOf("none");
        foreach (var (response, body) in begun)
        {
            using (response)
                Assert.True(await RestAsync(body) is { } rest ? rest == whole.Length : true, "a part of the body came as if it were all");
        }

        // By the origin itself, and then out of the cache, which has kept nothing of what broke off.
        foreach (var node in new[] { cluster.Nodes[0], cluster.Nodes[0], cluster.Nodes[2] })
            Assert.Equal(whole, await GetAsync(node, target));
    }

    private async Task<(HttpResponseMessage Response, Stream Body)> BeginAsync(NodeProcess node, string target)
    {
        var response = await _client.SendAsync(Request(node, target), HttpCompletionOption.ResponseHeadersRead);
        var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[1000]);
        return (response, body);
    }

    // All bytes of the body, or null when it was broken off for everybody to see.
    private static async Task<int?> RestAsync(Stream body)
    {
        try
        {
            using var rest = new MemoryStream();
            await body.CopyToAsync(rest).WaitAsync(Patience.Limit);
            return 1000 + (int)rest.Length;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private async Task<string> GetAsync(NodeProcess node, string target)
    {
        using var response = await _client.SendAsync(Request(node, target));
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static HttpRequestMessage Request(NodeProcess node, string target) =>
        new(HttpMethod.Get, new Uri(node.Address("web"), target)) { Headers = { Host = "site.example" } };

    // A target that this node owns, as all of them see it.
    private static string Target(ProcessCluster cluster, int owner)
    {
        var members = cluster.Ports.Select(port =>
            new ClusterMember(new ContactPoint("127.0.0.1", port), "up", ValueList.Empty<string>(), IsReachable: true)).ToArray();
        var view = new ClusterView(ClusterPhase.Up, members[0].Address, ValueList.Of(members));
        return Enumerable.Range(0, 1000).Select(number => $"/{number}")
            .First(target => KeyOwner.Of(view, "http://site.example", target) == members[owner].Address);
    }

    private string Configuration() => $$"""
        proxy {
          sessions.key = "a secret for tests"
          pools.site { backends = ["{{_origin.Url}}"], health.passive = off }
          routes = [{ pool = site, cache { max-size = 256MiB } }]
        }
        """;
}
