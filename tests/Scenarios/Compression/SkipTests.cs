using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Compression;

/// <summary>What must not be encoded, or would gain nothing (RFC 9110 section 7.7; RFC 9111 section 5.2.2.6).</summary>
public sealed class SkipTests
{
    private static readonly string Page = Encoded.Page(2000);

    [Theory]
    [InlineData("Content-Type: text/html\r\nContent-Encoding: br\r\n")]
    [InlineData("Content-Type: text/html\r\nCache-Control: max-age=5, No-Transform\r\n")]
    [InlineData("Content-Type: image/png\r\n")]
    [InlineData("Content-Type: application/grpc+json\r\n")]
    [InlineData("")]
    public async Task Response_ThatIsNotToBeEncoded_ComesAsItIs(string fields)
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Page, fields + "ETag: \"a\"\r\nAccept-Ranges: bytes\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("gzip"));

        Assert.Equal(Page, response.Body);
        Assert.Equal(("2000", "\"a\"", "bytes"), (response.Field("Content-Length"), response.Field("ETag"), response.Field("Accept-Ranges")));
        Assert.Null(response.Field("Vary"));
    }

    [Theory]
    [InlineData(1023, false)]
    [InlineData(1024, true)]
    public async Task Response_BelowTheLeastSize_ComesAsItIs(int length, bool isEncoded)
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Encoded.Page(length)));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        Assert.Equal(isEncoded, (await proxy.AskAsync(Encoded.Get("gzip"))).Field("Content-Encoding") is not null);
    }

    [Fact]
    public async Task PartOfABody_AndItsMetadata_ComeAsTheyAre()
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Page, "Content-Type: text/html\r\nContent-Range: bytes 0-1999/9000\r\nETag: \"a\"\r\n", 206));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("gzip", "Range: bytes=0-1999\r\n"));

        Assert.Equal((206, Page, "\"a\"", "bytes 0-1999/9000"), (response.Status, response.Body, response.Field("ETag"), response.Field("Content-Range")));
        Assert.Equal("Accept-Encoding", response.Field("Vary"));
    }

    [Fact]
    public async Task Response_WithoutContent_StaysWithout()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.ServeAsync(request =>
            request.Target == "/204" ? "HTTP/1.1 204 No Content\r\nContent-Type: text/html\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);
        await using var client = await proxy.ConnectAsync();

        foreach (var target in new[] { "/204", "/empty" })
        {
            var response = await client.AskAsync($"GET {target} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
            Assert.Equal(("", null), (response.Body, response.Field("Content-Encoding")));
        }
    }

    [Fact]
    public async Task Request_ThatForbidsTransformation_IsObeyedAndTheResponseVaries()
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Page));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("gzip", "Cache-Control: no-transform\r\n"));

        Assert.Equal((Page, "Accept-Encoding"), (response.Body, response.Field("Vary")));
    }

    [Theory]
    [InlineData("Cookie: session=1\r\n", false)]
    [InlineData("Authorization: Bearer x\r\n", false)]
    [InlineData("", true)]
    public async Task Credentials_WhereTheRouteSkipsThem_KeepTheResponseAsItIs(string fields, bool isEncoded)
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Page));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "defaults.route.compression { skip-with-cookies = on }");

        var response = await proxy.AskAsync(Encoded.Get("gzip", fields));

        Assert.Equal(isEncoded, response.Field("Content-Encoding") is not null);
        Assert.Equal("Accept-Encoding", response.Field("Vary"));
    }

    [Fact]
    public async Task Sums_OfTheIdentityBody_AreTakenOutWithTheRanges()
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(
            Page, "Content-Type: text/html\r\nAccept-Ranges: bytes\r\nContent-MD5: x\r\nDigest: x\r\nContent-Digest: x\r\nRepr-Digest: x\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("gzip"));

        Assert.Equal(Page, response.Text());
        foreach (var name in new[] { "Accept-Ranges", "Content-MD5", "Digest", "Content-Digest", "Repr-Digest" })
            Assert.Null(response.Field(name));
    }
}
