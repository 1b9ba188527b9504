using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Compression;

/// <summary>A response goes out in a coding that the client accepts, whole, whatever its length and framing (RFC 9110 section 8.4).</summary>
public sealed class CodingTests
{
    // The least; what fits one buffer; what does not; what flows for a while.
    public static TheoryData<string, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<string, int>();
            foreach (var coding in new[] { "gzip", "br", "zstd" })
            {
                foreach (var size in new[] { 1024, 16_000, 17_000, 300_000 })
                    sizes.Add(coding, size);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Page_OfKnownLength_ArrivesEncoded(string coding, int length)
    {
        var page = Encoded.Page(length);
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(page));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);
        await using var client = await proxy.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            var response = await client.AskAsync(Encoded.Get(coding));
            Assert.Equal((coding, "Accept-Encoding"), (response.Field("Content-Encoding"), response.Field("Vary")));
            Assert.True(response.Body.Length < length * 2 / 3);
            Assert.Equal(page, response.Text());
        }

        Assert.Equal(1, origin.Connections);
        await proxy.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Page_InChunksOrUpToTheEnd_ArrivesEncoded(string coding)
    {
        var page = Encoded.Page(100_000);
        await using var origin = ScriptedOrigin.Start(
            connection => connection.AnswerOnceAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n{page}\r\n0\r\n\r\n"),
            connection => connection.AnswerOnceAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        for (var i = 0; i < 2; i++)
        {
            var response = await proxy.AskAsync(Encoded.Get(coding));
            Assert.Equal((coding, null), (response.Field("Content-Encoding"), response.Field("Content-Length")));
            Assert.Equal(page, response.Text());
        }
    }

    [Fact]
    public async Task Client_OfHttp10_GetsABodyThatEndsWithTheConnection()
    {
        var page = Encoded.Page(50_000);
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(page));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync("GET / HTTP/1.0\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");

        Assert.Empty(response.Values("Transfer-Encoding"));
        Assert.Equal(page, response.Text());
    }

    [Fact]
    public async Task Trailers_OfAnEncodedBody_ReachTheClientButForSumsOfWhatItDoesNotGet()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\nContent-Digest: sha-256=:x:\r\n\r\n");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("gzip", "TE: trailers\r\nConnection: TE\r\n"));

        Assert.Equal("hi", response.Text());
        Assert.Equal([("X-Sum", "42")], response.Trailers);
    }

    [FactWith("curl")]
    public async Task Curl_OverHttp1AndHttp2_DecodesWhatItGets()
    {
        var page = Encoded.Page(200_000);
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(page));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, $"{Encoded.On}, listeners.h2 {{ address = \"127.0.0.1:0\", protocols = [h2] }}");

        foreach (var (listener, version) in new[] { ("web", "--http1.1"), ("h2", "--http2-prior-knowledge") })
        {
            foreach (var coding in new[] { "gzip", "br", "zstd" })
            {
                var (code, output, errors) = await Tool.RunAsync(
                    "curl", "-sS", version, "--compressed", "-H", $"Accept-Encoding: {coding}", "-D", "-", $"http://{proxy.Endpoint(listener)}/");
                Assert.True(code == 0, errors);
                Assert.Contains($"content-encoding: {coding}", output, StringComparison.OrdinalIgnoreCase);
                Assert.EndsWith(page, output, StringComparison.Ordinal);
            }
        }
    }

    [FactWith("nginx")]
    public async Task Nginx_AsTheOrigin_ServesFilesThatAreEncodedHere()
    {
        await using var nginx = await NginxOrigin.StartAsync("location / { default_type text/html; }");
        var page = Encoded.Page(60_000);
        nginx.WriteFile("page.html", page);
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy { pools.site.backends = ["{{nginx.Url}}"], routes = [{ pool = site, compression { codings = [gzip] } }] }
            """);
        await using var client = await proxy.ConnectAsync();

        var first = await client.AskAsync("GET /page.html HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
        var tag = first.Field("ETag");
        var again = await client.AskAsync($"GET /page.html HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nIf-None-Match: {tag}\r\n\r\n");
        var part = await client.AskAsync("GET /page.html HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nRange: bytes=0-1999\r\n\r\n");

        Assert.Equal(page, first.Text());
        Assert.EndsWith("-gzip\"", tag, StringComparison.Ordinal);
        Assert.Equal((304, tag), (again.Status, again.Field("ETag")));
        Assert.Equal((206, page[..2000], null), (part.Status, part.Body, part.Field("Content-Encoding")));
    }
}
