using System.Net;

namespace ActorProxy.Scenarios.Caching;

/// <summary>Trailers of a response are stored apart from its fields, and follow its body again (RFC 9111 section 3.1, RFC 9110 section 6.5).</summary>
public sealed class TrailerTests
{
    private const string Trailing =
        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Type: text/plain\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\nContent-MD5: a\r\n\r\n";

    private static readonly string[] Accepting = ["TE: trailers", "Connection: TE"];

    [Fact]
    public async Task Trailers_FollowTheBody_OnAMissAndOnAHit()
    {
        await using var origin = ScriptedOrigin.Answering(Trailing);
        await using var proxy = await Cached.InFrontOfAsync(origin);

        foreach (var isHit in new[] { false, true })
        {
            var response = await proxy.AskAsync(Cached.Get("/", Accepting));
            Assert.Equal((isHit, "hi", true), (response.IsHit(), response.Body, response.IsComplete));
            Assert.Equal([("X-Sum", "42"), ("Content-MD5", "a")], response.Trailers);
            Assert.Empty(response.Values("X-Sum"));
        }

        Assert.Equal("trailers", origin.Request.Field("TE"));
    }

    [Fact]
    public async Task Trailers_OfABodyThatStillArrives_FollowItForAllWhoWait()
    {
        var mayEnd = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");
            await mayEnd.Task;
            await connection.SendAsync("0\r\nX-Sum: 42\r\n\r\n");
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var first = await proxy.ConnectAsync();
        await first.SendAsync(Cached.Get("/", Accepting));
        await first.ReadThroughAsync("hi\r\n");
        await using var second = await proxy.ConnectAsync();
        await second.SendAsync(Cached.Get("/", Accepting));
        await second.ReadThroughAsync("hi\r\n");

        mayEnd.SetResult();

        const string end = "0\r\nX-Sum: 42\r\n\r\n";
        Assert.Equal((end, end), (await first.ReadTextAsync(end.Length), await second.ReadTextAsync(end.Length)));
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Trailers_AreLeftOut_WhereTheMessageHasNoPlaceForThem()
    {
        await using var origin = ScriptedOrigin.Answering(Trailing);
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var old = await proxy.AskAsync("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
        var head = await proxy.AskAsync(Cached.Request("HEAD"));
        var part = await proxy.AskAsync(Cached.Get("/", "Range: bytes=0-0"));

        Assert.Equal(("hi", "2"), (old.Body, old.Field("Content-Length")));
        Assert.Equal("2", head.Field("Content-Length"));
        Assert.Equal((206, "h", "1"), (part.Status, part.Body, part.Field("Content-Length")));
        Assert.Single(origin.Requests);
    }

    /// <summary>A sum of bytes that the client does not get is of no use to it (RFC 9530).</summary>
    [Fact]
    public async Task Trailers_OfAnEncodedAnswer_FollowIt_ButForSums()
    {
        var text = new string('x', 4000);
        await using var origin = ScriptedOrigin.Answering(Trailing.Replace("2\r\nhi", $"fa0\r\n{text}", StringComparison.Ordinal));
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              pools.site.backends = [ "{{origin.Url}}" ]
              routes = [ { name = site, path = "/", pool = site, cache {}, compression {} } ]
            }
            """);

        for (var i = 0; i < 3; i++)
        {
            var response = await proxy.AskAsync(Cached.Get("/", ["Accept-Encoding: gzip", .. Accepting]));
            Assert.Equal(("gzip", true), (response.Field("Content-Encoding"), response.IsComplete));
            Assert.Equal([("X-Sum", "42")], response.Trailers);
        }

        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Trailers_ReachAClientOfHttp2()
    {
        await using var origin = ScriptedOrigin.Answering(Trailing);
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              listeners { web { address = "127.0.0.1:0", protocols = [h2] } }
              pools.site.backends = [ "{{origin.Url}}" ]
              routes = [ { name = site, path = "/", pool = site, cache {} } ]
            }
            """);
        using var client = new HttpClient();

        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{proxy.Endpoint("web")}/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var answer = await client.SendAsync(request);
            Assert.Equal("hi", await answer.Content.ReadAsStringAsync());
            Assert.Equal("42", answer.TrailingHeaders.GetValues("X-Sum").Single());
        }

        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task EmptyBody_KeepsItsTrailers()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Sum: 0\r\n\r\n");
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var hit = await proxy.AskAsync(Cached.Get());

        Assert.Equal(("", true), (hit.Body, hit.IsComplete));
        Assert.Equal([("X-Sum", "0")], hit.Trailers);
    }
}
