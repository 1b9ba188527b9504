namespace ActorProxy.Scenarios.Semantics;

/// <summary>Trailers go through as trailers, and never into the header (RFC 9110 section 6.5).</summary>
public sealed class TrailerTests
{
    [Fact]
    public async Task RequestTrailers_ReachTheOriginAsTrailers()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\nX-More: a\r\n\r\n");

        var request = origin.Request;
        Assert.Equal([("X-Sum", "42"), ("X-More", "a")], request.Trailers);
        Assert.Equal("X-Sum", request.Field("Trailer"));
        Assert.Empty(request.Values("X-Sum"));
    }

    [Fact]
    public async Task ResponseTrailers_ReachTheClientAsTrailers()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\nX-More: a\r\n\r\n");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        var response = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\n\r\n");

        Assert.Equal([("X-Sum", "42"), ("X-More", "a")], response.Trailers);
        Assert.Equal("X-Sum", response.Field("Trailer"));
        Assert.Empty(response.Values("X-Sum"));
    }

    [Theory]
    [InlineData("Content-Length: 5")]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Host: evil")]
    [InlineData("Authorization: Bearer evil")]
    [InlineData("X-Forwarded-For: 6.6.6.6")]
    [InlineData("Connection: close")]
    public async Task RequestTrailers_ThatFrameOrRouteOrAuthorise_AreDropped(string trailer)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync($"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n{trailer}\r\n\r\n");

        Assert.True(response.Status is 200 or 400);
        Assert.DoesNotContain(trailer.Split(' ')[1], origin.Received.Split("hi")[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 5")]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Set-Cookie: evil=1")]
    [InlineData("Connection: close")]
    public async Task ResponseTrailers_ThatFrameOrAuthorise_AreDropped(string trailer)
    {
        await using var origin = ScriptedOrigin.Answering($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n{trailer}\r\n\r\n");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\n\r\n");

        Assert.Equal("hi", response.Body);
        Assert.Empty(response.Trailers);
    }
}
