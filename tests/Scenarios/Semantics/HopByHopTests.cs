namespace ActorProxy.Scenarios.Semantics;

/// <summary>Fields that concern one connection and go no further (RFC 9110 section 7.6.1).</summary>
public sealed class HopByHopTests
{
    [Fact]
    public async Task Request_LosesHopByHopFields_AndThoseThatConnectionNames()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Mine , close\r\nconnection: x-other\r\nX-Mine: 1\r\nX-Other: 2\r\n" +
            "Keep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nTE: gzip\r\nUpgrade: h2c\r\nX-Stays: 3\r\n\r\n");

        var request = origin.Request;
        Assert.All(["X-Mine", "X-Other", "Keep-Alive", "Proxy-Connection", "TE", "Upgrade", "Transfer-Encoding"], gone => Assert.Empty(request.Values(gone)));
        Assert.DoesNotContain("X-Mine", request.Field("Connection") ?? "", StringComparison.OrdinalIgnoreCase);
        Assert.Equal("3", request.Field("X-Stays"));
    }

    [Fact]
    public async Task Request_CannotNominateAwayWhatOriginsRelyOn()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nAuthorization: Bearer t\r\nCookie: c=1\r\n" +
            "Connection: close, X-Forwarded-For, X-Forwarded-Proto, X-Real-IP, Forwarded, Via, Authorization, Cookie, Host, Content-Length\r\n\r\nhi");

        var request = origin.Request;
        Assert.Equal("127.0.0.1", request.Field("X-Forwarded-For"));
        Assert.Equal("http", request.Field("X-Forwarded-Proto"));
        Assert.Equal("a", request.Field("Host"));
        Assert.Equal("Bearer t", request.Field("Authorization"));
        Assert.Equal("hi", request.Body);
        Assert.NotNull(request.Field("Via"));
    }

    [Theory]
    [InlineData("trailers", "trailers")]
    [InlineData("trailers, deflate;q=0.5", "trailers")]
    [InlineData("deflate", null)]
    public async Task Te_KeepsTrailersAlone(string sent, string? forwarded)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync($"GET / HTTP/1.1\r\nHost: a\r\nTE: {sent}\r\nConnection: TE\r\n\r\n");

        Assert.Equal(forwarded, origin.Request.Field("TE"));
        // RFC 9110 section 10.1.4: a sender of TE must also name it in Connection.
        Assert.Equal(forwarded is not null, (origin.Request.Field("Connection") ?? "").Contains("TE", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Response_LosesHopByHopFields_AndThoseThatConnectionNames()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\n" +
            "Upgrade: h2c\r\nX-Stays: 3\r\nContent-Length: 2\r\n\r\nok");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.All(["X-Mine", "Keep-Alive", "Proxy-Connection", "Upgrade", "Connection"], gone => Assert.Empty(response.Values(gone)));
        Assert.Equal("3", response.Field("X-Stays"));
    }

    [Fact]
    public async Task ClosingByTheOrigin_IsNotPassedOnToTheClient()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Null((await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Field("Connection"));
        Assert.Equal(200, (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
    }
}
