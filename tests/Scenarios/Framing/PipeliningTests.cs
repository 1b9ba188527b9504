namespace ActorProxy.Scenarios.Framing;

/// <summary>Requests that arrive together (RFC 9112 section 9.3.2).</summary>
public sealed class PipeliningTests
{
    [Fact]
    public async Task Requests_SentTogether_AreAnsweredInOrder()
    {
        await using var origin = ScriptedOrigin.Answering(request => $"HTTP/1.1 200 OK\r\nContent-Length: {request.Target.Length}\r\n\r\n{request.Target}");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n" +
            "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" +
            "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n" +
            "HEAD /4 HTTP/1.1\r\nHost: a\r\n\r\n" +
            "GET /5 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Equal("/1", (await client.ReadResponseAsync()).Body);
        Assert.Equal("/2", (await client.ReadResponseAsync()).Body);
        Assert.Equal("/3", (await client.ReadResponseAsync()).Body);
        Assert.Equal("2", (await client.ReadResponseAsync("HEAD")).Field("Content-Length"));
        Assert.Equal("/5", (await client.ReadResponseAsync()).Body);
        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
        Assert.Equal(["", "abc", "hi", "", ""], origin.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task Requests_BehindARefusedOne_AreDropped()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.Equal(400, (await client.ReadResponseAsync()).Status);
        Assert.Equal("", await client.ReadToEndAsync());
        Assert.Equal("/1", origin.Request.Target);
    }

    [Fact]
    public async Task Request_ArrivingByteByByte_IsTheSameRequest()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        foreach (var letter in "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nT: 1\r\n\r\n")
            await client.SendAsync($"{letter}");

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.Equal("hello", origin.Request.Body);
    }

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n", false)]
    [InlineData("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", true)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false)]
    public async Task Connection_IsKeptAsTheClientAsks(string request, bool kept)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(200, (await client.AskAsync(request)).Status);

        if (kept)
            Assert.Equal(200, (await client.AskAsync(request)).Status);
        else
            Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
    }
}
