namespace ActorProxy.Scenarios.Semantics;

/// <summary>What origins are told about the client: X-Forwarded-*, Forwarded (RFC 7239), Via (RFC 9110 section 7.6.3).</summary>
public sealed class ForwardingTests
{
    private const string Claiming =
        "GET / HTTP/1.1\r\nHost: shop.example:8080\r\nX-Forwarded-For: 6.6.6.6, 192.0.2.7\r\nX-Forwarded-For: 10.1.2.3\r\n" +
        "X-Forwarded-Proto: https\r\nX-Forwarded-Host: claimed.example\r\nForwarded: for=6.6.6.6;proto=https\r\n\r\n";

    private const string Telling = """
        routes = [ { name = site, path = "/", pool = site, request-headers.set { X-Client = "$client_ip", X-Peer = "$remote_addr" } } ]
        """;

    [Fact]
    public async Task Claims_OfAnUntrustedPeer_AreOverwritten()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Telling);

        await proxy.AskAsync(Claiming);

        var request = origin.Request;
        Assert.Equal("127.0.0.1", request.Field("X-Forwarded-For"));
        Assert.Equal("http", request.Field("X-Forwarded-Proto"));
        Assert.Equal("shop.example:8080", request.Field("X-Forwarded-Host"));
        Assert.Empty(request.Values("Forwarded"));
        Assert.Equal(("127.0.0.1", "127.0.0.1"), (request.Field("X-Client"), request.Field("X-Peer")));
    }

    [Fact]
    public async Task Claims_OfATrustedPeer_AreAppendedTo()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Telling + "\ntrusted-proxies = [\"127.0.0.0/8\", \"10.0.0.0/8\"]");

        await proxy.AskAsync(Claiming);

        var request = origin.Request;
        Assert.Equal(["6.6.6.6", "192.0.2.7", "10.1.2.3", "127.0.0.1"], string.Join(",", request.Values("X-Forwarded-For")).Split(',', StringSplitOptions.TrimEntries));
        Assert.Equal("https", request.Field("X-Forwarded-Proto"));
        Assert.Equal("claimed.example", request.Field("X-Forwarded-Host"));
        // The right-most address that is not a trusted proxy; what stands left of it anybody may have written.
        Assert.Equal(("192.0.2.7", "127.0.0.1"), (request.Field("X-Client"), request.Field("X-Peer")));
    }

    [Theory]
    [InlineData("garbage", "127.0.0.1")]
    [InlineData("1.2.3.4, garbage", "127.0.0.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("1.2.3.4:5678", "1.2.3.4")]
    [InlineData("", "127.0.0.1")]
    [InlineData("127.0.0.5", "127.0.0.5")]
    public async Task ClientAddress_FromATrustedPeer_IsParsedWithCare(string claimed, string client)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Telling + "\ntrusted-proxies = [\"127.0.0.0/8\"]");

        await proxy.AskAsync($"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {claimed}\r\n\r\n");

        Assert.Equal(client, origin.Request.Field("X-Client"));
    }

    [Fact]
    public async Task Forwarded_WhenAskedFor_IsWrittenAndQuoted()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              listeners.web.address = "[::1]:0"
              forwarding.forwarded = on
              pools.site.backends = [ "{{origin.Url}}" ]
              routes = [ { name = site, path = "/", pool = site } ]
            }
            """);

        await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a.example:81\r\nForwarded: for=1.1.1.1\r\n\r\n");

        var element = Assert.Single(origin.Request.Values("Forwarded"));
        var pairs = element.Split(';').ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Contains("for=\"[::1]\"", pairs);
        Assert.Contains("host=\"a.example:81\"", pairs);
        Assert.Contains("proto=http", pairs);
    }

    [Fact]
    public async Task Via_IsAddedInBothDirections()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nVia: 1.1 behind\r\nContent-Length: 2\r\n\r\nok");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "forwarding.via = edge");

        var response = await proxy.AskAsync("GET / HTTP/1.0\r\nHost: a\r\nVia: 1.1 before (comment)\r\n\r\n");

        Assert.Equal("1.1 before (comment), 1.0 edge", string.Join(", ", origin.Request.Values("Via")));
        Assert.Equal("1.1 behind, 1.1 edge", string.Join(", ", response.Values("Via")));
    }

    [Theory]
    [InlineData("1.1 edge", 508)]
    [InlineData("1.0 fred, 1.1 EDGE (x)", 508)]
    [InlineData("HTTP/1.1 edge", 508)]
    [InlineData("1.1 edgeless, 1.1 knowledge", 200)]
    public async Task Via_ThatNamesThisProxy_IsALoop(string via, int status)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "forwarding.via = edge");

        Assert.Equal(status, (await proxy.AskAsync($"GET / HTTP/1.1\r\nHost: a\r\nVia: {via}\r\n\r\n")).Status);
    }

    [Fact]
    public async Task Via_OfTheEmptyName_IsNotSent()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "forwarding { via = \"\", x-forwarded = off }");

        var response = await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Empty(response.Values("Via"));
        Assert.Equal(["Host"], origin.Request.Fields.Select(field => field.Name));
    }
}
