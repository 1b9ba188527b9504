using ActorProxy.Actors.Clustering;
using ActorProxy.TestKit;
using ActorProxy.TestKit.Raw;

namespace ActorProxy.Cluster.Tests.Caching;

/// <summary>What of a message is neither fields nor body passes between nodes, too.</summary>
public sealed class PeerMessageTests
{
    private const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n";
    private const string Trailing = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\n\r\n";
    private const string Request = "GET /page HTTP/1.1\r\nHost: site.example\r\nTE: trailers\r\nConnection: TE\r\n\r\n";

    [Fact]
    public async Task HintsAndTrailers_OfAFetchByTheOwner_ReachTheClientOfAnotherNode()
    {
        await using var origin = ScriptedOrigin.Answering(Hints + Trailing);
        await using var cluster = await ProxyCluster.StartAsync(2, $$"""
            proxy {
              shutdown.grace = 0s
              sessions.key = "a secret for tests"
              pools.site { backends = ["{{origin.Url}}"], health.passive = off }
              routes = [{ pool = site, cache {} }]
            }
            """);
        var other = cluster.Nodes.First(node => node.Node.Cluster!.Self != KeyOwner.Of(node.View, "http://site.example", "/page"));
        await using var client = await other.ConnectAsync();

        Assert.Equal(Hints, (await client.AskAsync(Request)).Head);
        var missed = await client.ReadResponseAsync();
        var hit = await client.AskAsync(Request);

        Assert.Equal((1, 1L), (origin.Requests.Count, other.Node.Peers.Answered));
        foreach (var response in new[] { missed, hit })
        {
            Assert.Equal((200, "hi"), (response.Status, response.Body));
            Assert.Equal([("X-Sum", "42")], response.Trailers);
        }
    }
}
