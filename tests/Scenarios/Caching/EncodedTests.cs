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
