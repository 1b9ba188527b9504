using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Caching;

/// <summary>A route that caches and compresses: stored once as it is, encoded once for each coding.</summary>
public sealed class EncodedTests
{
    private static readonly string Page = string.Concat(Enumerable.Repeat("<p>hello, hello</p>", 200));

    [Theory]
    [InlineData("gzip", "gzip", "\"1-gzip\"")]
    [InlineData("br", "br", "\"1-br\"")]
    [InlineData("zstd", "zstd", "\"1-zstd\"")]
    [InlineData("identity", null, "\"1\"")]
    public async Task Stored_ForEachCoding_IsEncodedForItAndComesFromOneFetch(string accepted, string? coding, string tag)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok(Page, Cached.Fresh, "ETag: \"1\"", "Content-Type: text/html"));
        await using var proxy = await InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());
        var first = await proxy.AskAsync(Cached.Get("/", $"Accept-Encoding: {accepted}"));
        var second = await proxy.AskAsync(Cached.Get("/", $"Accept-Encoding: {accepted}"));

        Assert.Equal((coding, tag, "Accept-Encoding"), (second.Field("Content-Encoding"), second.Field("ETag"), second.Field("Vary")));
        Assert.Equal(first.Body, second.Body);
        Assert.True(second.IsHit());
        Assert.Null(origin.Request.Field("Accept-Encoding"));
    }

    [Fact]
    public async Task Tag_OfAnEncodedVariant_IsAnsweredByNotModified()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok(Page, Cached.Fresh, "ETag: \"1\"", "Content-Type: text/html"));
        await using var proxy = await InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Get("/", "Accept-Encoding: gzip", "If-None-Match: \"1-gzip\""));

        Assert.Equal((304, "\"1-gzip\""), (response.Status, response.Field("ETag")));
    }

    [Fact]
    public async Task Range_OfWhatCouldBeEncoded_IsOfTheBytesAsTheyAre()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok(Page, Cached.Fresh, "ETag: \"1\"", "Content-Type: text/html"));
        await using var proxy = await InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Get("/", "Accept-Encoding: gzip", "Range: bytes=3-7"));

        Assert.Equal((206, "hello", null), (response.Status, response.Body, response.Field("Content-Encoding")));
        Assert.Equal("Accept-Encoding", response.Field("Vary"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Event_OfWhatIsStored_ReachesTheClientBeforeTheNextOneIsSent(string coding)
    {
        var seen = new SemaphoreSlim(0);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{Cached.Fresh}\r\nTransfer-Encoding: chunked\r\n\r\n");
            await connection.SendAsync("8\r\nevent 0;\r\n");
            await seen.WaitAsync(Patience.Limit);
            await connection.SendAsync("8\r\nevent 1;\r\n0\r\n\r\n");
        });
        await using var proxy = await InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Encoded.Get(coding));
        Assert.Contains($"Content-Encoding: {coding}", await client.ReadThroughAsync("\r\n\r\n"), StringComparison.Ordinal);
        var (body, text) = ("", "");
        while (text != "event 0;")
        {
            body += await client.ReadTextAsync(Convert.ToInt32((await client.ReadThroughAsync("\r\n")).Trim(), 16));
            await client.ReadTextAsync(2);
            text = Encoded.Decode(coding, body);
        }

        seen.Release();
        await client.ReadThroughAsync("0\r\n\r\n");
        Assert.True((await proxy.AskAsync(Encoded.Get(coding))).IsHit());
    }

    [Fact]
    public async Task Origin_WithoutCompressionHere_IsAskedForTheCodingsInOneOrder()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok(Page, Cached.Fresh, "Vary: Accept-Encoding"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/", "Accept-Encoding: gzip;q=0.5, deflate, br"));

        Assert.True((await proxy.AskAsync(Cached.Get("/", "Accept-Encoding: br, x-gzip"))).IsHit());
        Assert.Equal("br, gzip", origin.Request.Field("Accept-Encoding"));
    }

    private static Task<ProxyUnderTest> InFrontOfAsync(ScriptedOrigin origin) => ProxyUnderTest.StartAsync($$"""
        proxy {
          pools.site.backends = [ "{{origin.Url}}" ]
          routes = [ { name = site, path = "/", pool = site, cache {}, compression {} } ]
        }
        """);
}
