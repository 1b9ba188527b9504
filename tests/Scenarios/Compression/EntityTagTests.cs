using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Compression;

/// <summary>Each coding has a strong tag of its own, and the backend never sees it (RFC 9110 sections 8.8.3 and 13.1).</summary>
public sealed class EntityTagTests
{
    private static readonly string Page = Encoded.Page(2000);

    [Theory]
    [InlineData("\"abc\"", "gzip", "\"abc-gzip\"")]
    [InlineData("\"abc\"", "br", "\"abc-br\"")]
    [InlineData("\"abc\"", "zstd", "\"abc-zstd\"")]
    [InlineData("\"abc\"", "identity", "\"abc\"")]
    [InlineData("W/\"abc\"", "gzip", "W/\"abc\"")]
    [InlineData("\"\"", "gzip", "\"-gzip\"")]
    [InlineData("abc", "gzip", "abc")]
    public async Task Tag_OfAnEncodedResponse_NamesItsCodingWhenItIsStrong(string tag, string accept, string expected)
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Page, $"Content-Type: text/html\r\nETag: {tag}\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        Assert.Equal(expected, (await proxy.AskAsync(Encoded.Get(accept))).Field("ETag"));
    }

    [Theory]
    [InlineData("\"abc-gzip\"", "gzip", "\"abc-gzip\"")]
    [InlineData("\"x\", \"abc-gzip\", \"y-gzip\"", "gzip", "\"abc-gzip\"")]
    [InlineData("W/\"abc-gzip\"", "gzip", "\"abc-gzip\"")]
    [InlineData("\"abc\"", "gzip", "\"abc\"")]
    [InlineData("\"abc\"", "identity", "\"abc\"")]
    public async Task Tag_ThatTheClientHas_Is304WithTheSameTag(string noneMatch, string accept, string expected)
    {
        await using var origin = Validating("\"abc\"");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get(accept, $"If-None-Match: {noneMatch}\r\n"));

        Assert.Equal((304, expected, "Accept-Encoding"), (response.Status, response.Field("ETag"), response.Field("Vary")));
    }

    [Theory]
    [InlineData("\"abc-gzip\"", "identity")]
    [InlineData("\"abc-gzip\"", "br, gzip;q=0")]
    [InlineData("\"abd-gzip\"", "gzip")]
    public async Task Tag_OfACodingThatTheClientWouldNotGet_DoesNotMatch(string noneMatch, string accept)
    {
        await using var origin = Validating("\"abc\"");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get(accept, $"If-None-Match: {noneMatch}\r\n"));

        Assert.Equal((200, Page), (response.Status, response.Text()));
    }

    [Fact]
    public async Task Tag_OfTheBackendItself_ThatLooksLikeOurs_StillMatches()
    {
        await using var origin = Validating("\"abc-gzip\"");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("gzip", "If-None-Match: \"abc-gzip\"\r\n"));

        Assert.Equal((304, "\"abc-gzip\""), (response.Status, response.Field("ETag")));
    }

    [Fact]
    public async Task Tag_InIfMatch_IsUndoneInWhateverCodingItWasSeen()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        await proxy.AskAsync("PUT / HTTP/1.1\r\nHost: a\r\nIf-Match: \"abc-br\"\r\nContent-Length: 2\r\n\r\nhi");

        Assert.Equal("\"abc\", \"abc-br\"", origin.Request.Field("If-Match"));
    }

    [Fact]
    public async Task Head_OfAnEncodedResponse_ShowsWhatGetWould()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.ServeAsync(request =>
            Encoded.Response(Page, "Content-Type: text/html\r\nETag: \"abc\"\r\nAccept-Ranges: bytes\r\n") is var whole && request.Method == "HEAD"
                ? whole[..^Page.Length] : whole));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);
        await using var client = await proxy.ConnectAsync();

        var head = await client.AskAsync(Encoded.Get("gzip").Replace("GET", "HEAD", StringComparison.Ordinal));
        var get = await client.AskAsync(Encoded.Get("gzip"));

        Assert.Equal(("gzip", "\"abc-gzip\"", "Accept-Encoding", null), (head.Field("Content-Encoding"), head.Field("ETag"), head.Field("Vary"), head.Field("Content-Length")));
        foreach (var name in new[] { "Content-Encoding", "ETag", "Vary", "Accept-Ranges", "Content-Type" })
            Assert.Equal(get.Field(name), head.Field(name));
    }

    // Compares as a backend does that knows nothing of codings.
    private static ScriptedOrigin Validating(string tag) => ScriptedOrigin.Answering(request =>
        request.Field("If-None-Match")?.Split(',', StringSplitOptions.TrimEntries).Any(item => item == tag || item == $"W/{tag}") == true
            ? $"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n"
            : Encoded.Response(Page, $"Content-Type: text/html\r\nETag: {tag}\r\n"));
}
