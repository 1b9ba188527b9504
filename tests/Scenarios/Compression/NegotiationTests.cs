using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Compression;

/// <summary>The client's Accept-Encoding decides, and each variant says that it does (RFC 9110 sections 12.5.3 and 12.5.5).</summary>
public sealed class NegotiationTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("Accept-Encoding:\r\n", null)]
    [InlineData("Accept-Encoding: identity\r\n", null)]
    [InlineData("Accept-Encoding: gzip;q=0\r\n", null)]
    [InlineData("Accept-Encoding: gzip, deflate, br, zstd\r\n", "zstd")]
    [InlineData("Accept-Encoding: gzip;q=1, zstd;q=0.9\r\n", "gzip")]
    [InlineData("Accept-Encoding: x-gzip\r\n", "gzip")]
    [InlineData("Accept-Encoding: *\r\n", "zstd")]
    [InlineData("Accept-Encoding: identity;q=0, *\r\n", "zstd")]
    [InlineData("Accept-Encoding: br\r\nAccept-Encoding: gzip;q=0.5\r\n", "br")]
    public async Task Variant_ByWhatTheClientAccepts_IsChosenAndVaries(string fields, string? coding)
    {
        var page = Encoded.Page(2000);
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(page, "Content-Type: text/html; charset=utf-8\r\nVary: Origin\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync($"GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n");

        Assert.Equal(coding, response.Field("Content-Encoding"));
        Assert.Equal("Origin, Accept-Encoding", string.Join(", ", response.Values("Vary")));
        Assert.Equal(page, response.Text());
        Assert.Equal(fields.Length > 0, origin.Request.Values("Accept-Encoding").Length > 0);
    }

    [Theory]
    [InlineData("Accept-Encoding")]
    [InlineData("origin, accept-encoding")]
    [InlineData("*")]
    public async Task Vary_ThatSaysSoAlready_StaysAsItIs(string vary)
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Encoded.Page(2000), $"Content-Type: text/html\r\nVary: {vary}\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        Assert.Equal(vary, (await proxy.AskAsync(Encoded.Get("gzip"))).Field("Vary"));
    }

    [Theory]
    [InlineData("identity;q=0", 200, 406)]
    [InlineData("*;q=0", 200, 406)]
    [InlineData("identity;q=0, deflate", 200, 406)]
    [InlineData("identity;q=0", 404, 404)]
    [InlineData("deflate", 200, 200)]
    public async Task Client_ThatTakesNothingThereIs_IsRefusedOnlyWhenItRefusesIdentity(string accept, int status, int expected)
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Encoded.Page(2000), status: status));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        Assert.Equal(expected, (await proxy.AskAsync(Encoded.Get(accept))).Status);
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task Client_ThatRefusesIdentity_GetsACodingEvenWhereItGainsNothing()
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response("tiny", "Content-Type: image/png\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("identity;q=0, gzip"));

        Assert.Equal(("gzip", "tiny"), (response.Field("Content-Encoding"), response.Text()));
    }

    [Fact]
    public async Task Codings_OfTheRoute_AreTheOnesOnOffer()
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Encoded.Page(2000)));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "defaults.route.compression { codings = [gzip, br], levels { gzip = 9, br = 0 } }");

        Assert.Equal("gzip", (await proxy.AskAsync(Encoded.Get("zstd, br, gzip"))).Field("Content-Encoding"));
        Assert.Null((await proxy.AskAsync(Encoded.Get("zstd"))).Field("Content-Encoding"));
    }

    [Fact]
    public async Task Route_WithoutCompression_LeavesEverythingAlone()
    {
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(Encoded.Page(2000), "Content-Type: text/html\r\nETag: \"a\"\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync(Encoded.Get("gzip, identity;q=0"));

        Assert.Equal((200, "\"a\"", null, null), (response.Status, response.Field("ETag"), response.Field("Vary"), response.Field("Content-Encoding")));
    }
}
