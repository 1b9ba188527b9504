using System.Net;
using System.Net.Sockets;
using ActorProxy.Actors.Clustering;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Caching;

/// <summary>One fetch from the origin for all nodes.</summary>
public sealed class PeerFetchTests : IAsyncLifetime
{
    private readonly FaultyOrigin _origin = FaultyOrigin.Answering(new string('x', 300_000), "Cache-Control: max-age=1000", "Age: 100", "ETag: \"1\"");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _origin.DisposeAsync();

    [Fact]
    public async Task Misses_OfOneUrlOnAllNodesAtOnce_AreOneFetch()
    {
        await using var cluster = await StartAsync();
        _origin.Delay(TimeSpan.FromMilliseconds(300));

        var asked = Enumerable.Range(0, 30).Select(i => GetAsync(cluster[i % 3], "/one"));
        foreach (var (status, body, _, age) in await Task.WhenAll(asked))
        {
            Assert.Equal((HttpStatusCode.OK, 300_000), (status, body.Length));
            Assert.InRange(age, 100, 160);
        }

        Assert.Equal(1, _origin.Requests);
        Assert.Equal((2, 0), (Answered(cluster), Fallbacks(cluster)));
        foreach (var node in cluster.Nodes)
            Assert.StartsWith("ActorProxy; hit", (await GetAsync(node, "/one")).CacheStatus, StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy-Authorization", _origin.LastFields, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Answer_FromTheOwner_SaysSoAndHasPassedOneProxy()
    {
        await using var cluster = await StartAsync();
        var other = cluster.Nodes.First(node => node != Owner(cluster, node, "/one"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/one");
        request.Headers.Host = "site.example";
        using var response = await other.Client.SendAsync(request);

        var members = string.Join(", ", response.Headers.GetValues("Cache-Status")).Split(", ");
        Assert.Equal(2, members.Length);
        Assert.All(members, member => Assert.StartsWith("ActorProxy; fwd=uri-miss; fwd-status=200; stored", member, StringComparison.Ordinal));
        Assert.Single(response.Headers.Via);
        Assert.Single(response.Headers.GetValues("X-Route"));
    }

    [Fact]
    public async Task Body_ThatStillArrives_StreamsFromTheOwner()
    {
        await using var cluster = await StartAsync();
        var asker = cluster[0];
        // It would take hours to come whole.
        _origin.Drip(TimeSpan.FromMilliseconds(50));
        using var request = new HttpRequestMessage(HttpMethod.Get, Targets(cluster, asker, cluster[1])[0]);
        request.Headers.Host = "site.example";
        using var response = await asker.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[10]);
        Assert.Equal((1, 1L), (_origin.Requests, asker.Node.Peers.Answered));
        // Or the proxies would wait for it at their end.
        _origin.Refuse();
    }

    [Fact]
    public async Task Owner_ThatDoesNotAnswer_IsReplacedByTheOriginInTime()
    {
        await using var cluster = await StartAsync("collapse-wait = 1s");
        var (asker, owner) = (cluster[0], cluster[1]);
        var targets = Targets(cluster, asker, owner);
        _origin.Hang();
        var hanging = GetAsync(owner, targets[0]);
        await Patience.UntilAsync("the owner waits for the origin", () => _origin.Requests == 1);
        _origin.Recover();

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(asker, targets[0])).Status);
        Assert.Equal(1, asker.Node.Peers.Fallbacks);
        _origin.Refuse();
        await hanging;
    }

    [Fact]
    public async Task Owner_ThatDied_IsReplacedByTheOrigin()
    {
        await using var cluster = await StartAsync();
        var (asker, owner) = (cluster[0], cluster[1]);
        var targets = Targets(cluster, asker, owner);
        await GetAsync(asker, targets[0]);
        Assert.Equal((1, 1L), (_origin.Requests, asker.Node.Peers.Answered));

        var place = IPEndPoint.Parse(owner.Node.About().Peers);
        var crash = cluster.CrashAsync(owner);
        await Patience.UntilAsync("nobody listens there", () => IsRefusedAsync(place));
        await Patience.UntilAsync("the connection of before is closed", () => owner.Node.Recorder.Metrics.Listener("(nodes)").Open == 0);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(asker, targets[1])).Status);
        Assert.Equal(2, _origin.Requests);
        // Unless the membership has taken notice before.
        Assert.True(asker.Node.Peers.Fallbacks == 1 || asker.View.Working.Count() == 2);
        await crash;
    }

    [Fact]
    public async Task Owner_ThatHasNoBackend_IsReplacedByTheOrigin()
    {
        await using var cluster = await StartAsync();
        var asker = cluster[0];
        var targets = Targets(cluster, asker, cluster[1]);
        var backend = $"127.0.0.1:{_origin.Port}";
        Assert.True(await cluster[1].Node.SetDrainAsync("site", backend, drain: true));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(cluster[1], targets[0])).Status);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(asker, targets[1])).Status);
        Assert.Equal((1, 1L), (_origin.Requests, asker.Node.Peers.Fallbacks));
    }

    [Fact]
    public async Task Client_ThatCallsItselfANode_IsNotBelieved()
    {
        await using var cluster = await StartAsync();
        var other = cluster.Nodes.First(node => node != Owner(cluster, node, "/one"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/one");
        request.Headers.TryAddWithoutValidation("Proxy-Authorization", $"ActorProxy-Peer {other.Name};{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()};AAAA");
        request.Headers.Host = "site.example";
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "6.6.6.6");
        using var response = await other.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(response.Headers.Via);
        Assert.Single(response.Headers.GetValues("X-Route"));
        Assert.Equal((1, 0), (_origin.Requests, Answered(cluster)));
        Assert.DoesNotContain("6.6.6.6", _origin.LastFields, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ThroughOneNode_IsNotUndoneByWhatAnotherHas()
    {
        await using var cluster = await StartAsync();
        var other = cluster.Nodes.First(node => node != Owner(cluster, node, "/one"));
        await GetAsync(other, "/one");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/one");
        request.Headers.Host = "site.example";
        using var change = await other.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, change.StatusCode);

        await GetAsync(other, "/one");
        Assert.Equal(3, _origin.Requests);
    }

    [Fact]
    public async Task PeersOff_EachNode_FetchesForItself()
    {
        await using var cluster = await StartAsync("peers = off");
        foreach (var node in cluster.Nodes)
            await GetAsync(node, "/one");
        Assert.Equal((3, 0, 0), (_origin.Requests, Answered(cluster), Fallbacks(cluster)));
    }

    [Fact]
    public async Task Nodes_WhoseClientsComeByTlsAlone_FetchFromOneAnother()
    {
        using var certificates = new NodeCertificates();
        await using var cluster = await ProxyCluster.StartAsync(3, $$"""
            {{Configuration("")}}
            proxy.listeners.web.certificates = [{{certificates.Certificate()}}]
            """);
        foreach (var node in cluster.Nodes)
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(node, "/one")).Status);

        Assert.Equal((1, 2, 0), (_origin.Requests, Answered(cluster), Fallbacks(cluster)));
        Assert.Contains("X-Forwarded-Proto: https", _origin.LastFields, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(HttpStatusCode Status, string Body, string CacheStatus, double Age)> GetAsync(ProxyUnderTest node, string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Host = "site.example";
        using var response = await node.Client.SendAsync(request);
        var status = response.Headers.TryGetValues("Cache-Status", out var members) ? string.Join(", ", members) : "";
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), status, response.Headers.Age?.TotalSeconds ?? -1);
    }

    private static ProxyUnderTest Owner(ProxyCluster cluster, ProxyUnderTest asker, string target)
    {
        var owner = KeyOwner.Of(asker.View, "http://site.example", target);
        return cluster.Nodes.Single(node => node.Node.Cluster!.Self == owner);
    }

    private static string[] Targets(ProxyCluster cluster, ProxyUnderTest asker, ProxyUnderTest owner) =>
        [.. Enumerable.Range(0, 100).Select(i => $"/{i}").Where(target => Owner(cluster, asker, target) == owner).Take(2)];

    private static async Task<bool> IsRefusedAsync(IPEndPoint point)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(point);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static long Answered(ProxyCluster cluster) => cluster.Nodes.Sum(node => node.Node.Peers.Answered);

    private static long Fallbacks(ProxyCluster cluster) => cluster.Nodes.Sum(node => node.Node.Peers.Fallbacks);

    private Task<ProxyCluster> StartAsync(string cache = "") => ProxyCluster.StartAsync(3, Configuration(cache));

    private string Configuration(string cache) => $$"""
        proxy {
          shutdown.grace = 0s
          sessions.key = "a secret for tests"
          pools.site { backends = ["{{_origin.Url}}"], health.passive = off }
          routes = [{ pool = site, cache { {{cache}} }, response-headers.add { X-Route = "yes" } }]
        }

        """;
}
