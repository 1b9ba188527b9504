using System.Text;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Compression;

/// <summary>Request bodies are decoded where the route says so (RFC 9110 sections 8.4 and 15.5.16).</summary>
public sealed class RequestBodyTests
{
    private const string On = "defaults.route.compression { request-decompression { max-size = 1MiB } }";

    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    public async Task Body_InACoding_ReachesTheOriginDecoded(int length)
    {
        var body = Encoded.Page(length);
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, On);
        await using var client = await proxy.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            await PostAsync(client, Encoded.Gzip(Encoding.Latin1.GetBytes(body)), "Content-Encoding: x-gzip\r\nContent-Digest: x\r\n");
            Assert.Equal("ok", (await client.ReadResponseAsync()).Body);
        }

        Assert.All(origin.Requests, request =>
        {
            Assert.Equal(body, request.Body);
            Assert.Equal(("chunked", null, null, null), (request.Field("Transfer-Encoding"), request.Field("Content-Length"), request.Field("Content-Encoding"), request.Field("Content-Digest")));
        });
        await proxy.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Body_InChunks_IsDecodedAsItComes()
    {
        var encoded = Encoded.Gzip("some text"u8.ToArray());
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, On);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
        foreach (var octet in encoded)
        {
            await client.SendAsync("1\r\n");
            await client.SendAsync(new[] { octet });
            await client.SendAsync("\r\n");
        }

        await client.SendAsync("0\r\nX-Sum: 1\r\n\r\n");

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.Equal("some text", origin.Request.Body);
        Assert.Equal([("X-Sum", "1")], origin.Request.Trailers);
    }

    [Theory]
    [InlineData("Content-Encoding: compress\r\n", 415)]
    [InlineData("Content-Encoding: gzip, gzip\r\n", 415)]
    [InlineData("Content-Encoding: gzip\r\n", 400)]
    [InlineData("Content-Encoding: br\r\n", 400)]
    [InlineData("Content-Encoding: identity\r\n", 200)]
    [InlineData("", 200)]
    public async Task Body_ThatCannotBeDecoded_IsRefused(string fields, int status)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, On);
        await using var client = await proxy.ConnectAsync();

        await PostAsync(client, "this is no gzip, nor anything else"u8.ToArray(), fields);
        var response = await client.ReadResponseAsync();

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 415 ? "zstd, br, gzip" : null, response.Field("Accept-Encoding"));
        await proxy.NothingIsLeftAsync();
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task Body_ThatIsCutShort_IsRefused()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, On);
        await using var client = await proxy.ConnectAsync();

        await PostAsync(client, Encoded.Gzip(new byte[5000])[..^4], "Content-Encoding: gzip\r\n");

        Assert.Equal(400, (await client.ReadResponseAsync()).Status);
    }

    [Theory]
    [InlineData(1024 * 1024, 200)]
    [InlineData((1024 * 1024) + 1, 413)]
    [InlineData(60_000_000, 413)]
    public async Task Body_ThatBecomesTooLarge_IsRefused(int length, int status)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, On);
        await using var client = await proxy.ConnectAsync();

        await PostAsync(client, Encoded.Gzip(new byte[length]), "Content-Encoding: gzip\r\n");

        Assert.Equal(status, (await client.ReadResponseAsync()).Status);
        await proxy.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Response_BeforeTheUploadEnds_StopsTheDecoding()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, On);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 10000\r\n\r\n");

        Assert.Equal(403, (await client.ReadResponseAsync()).Status);
        await proxy.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Client_ThatLeavesDuringItsUpload_LeavesNothing()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WaitForEndAsync();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, On);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 10000\r\n\r\n");
        await origin.UntilAsync(_ => origin.Requests.Count == 1);
        client.Reset();

        await proxy.QuietAsync();
        await proxy.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Route_ThatDoesNotDecode_PassesTheBodyOn()
    {
        var encoded = Encoded.Gzip("some text"u8.ToArray());
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);
        await using var client = await proxy.ConnectAsync();

        await PostAsync(client, encoded, "Content-Encoding: gzip\r\n");

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.Equal((Encoding.Latin1.GetString(encoded), "gzip"), (origin.Request.Body, origin.Request.Field("Content-Encoding")));
    }

    private static async Task PostAsync(RawClient client, byte[] body, string fields)
    {
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\n{fields}Content-Length: {body.Length}\r\n\r\n");
        await client.SendAsync(body);
    }
}
