using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Caching;

/// <summary>Variants of one URL, fetched by its owner for all nodes.</summary>
public sealed class PeerVaryTests : IDisposable
{
    private readonly GatedOrigin _origin = new(100_000);

    public void Dispose() => _origin.Dispose();

    [Fact]
    public async Task Variant_ThroughAnyNode_IsTheOneThatWasAskedForAndFetchedOnce()
    {
        await using var cluster = await StartAsync();
        string[] languages = ["de", "en", "none"];
        foreach (var round in Enumerable.Range(0, 2))
        {
            foreach (var (language, node) in languages.SelectMany(language => cluster.Nodes.Select(node => (language, node))))
                Assert.Equal(_origin.BodyOf(language), await GetAsync(node, language));
        }

        Assert.Equal(languages.Length, _origin.Requests);
        Assert.Equal(2 * languages.Length, cluster.Nodes.Sum(node => node.Node.Peers.Answered));
        Assert.Equal(0, cluster.Nodes.Sum(node => node.Node.Peers.Fallbacks));
    }

    [Fact]
    public async Task Variants_AskedForAtOnceOnAllNodes_AreNotMixedUp()
    {
        await using var cluster = await StartAsync();
        var asked = Enumerable.Range(0, 24).Select(async i =>
        {
            var language = i % 2 == 0 ? "de" : "en";
            return (Expected: _origin.BodyOf(language), Body: await GetAsync(cluster[i % 3], language));
        });
        Assert.All(await Task.WhenAll(asked), answer => Assert.Equal(answer.Expected, answer.Body));
    }

    private static async Task<string> GetAsync(ProxyUnderTest node, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/page");
        request.Headers.Host = "site.example";
        if (language != "none")
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var response = await node.Client.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private Task<ProxyCluster> StartAsync() => ProxyCluster.StartAsync(3, $$"""
        proxy {
          shutdown.grace = 0s
          sessions.key = "a secret for tests"
          pools.site { backends = ["{{_origin.Url}}"], health.passive = off }
          routes = [{ pool = site, cache {} }]
        }
        """);
}
