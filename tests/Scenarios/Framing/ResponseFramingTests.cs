namespace ActorProxy.Scenarios.Framing;

/// <summary>Where a response ends (RFC 9112 section 6.3; RFC 9110 sections 8.6 and 15), and what may not come after it.</summary>
public sealed class ResponseFramingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Head = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [InlineData("HEAD keeps the length of the GET", Head, "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n", "1234", null)]
    [InlineData("HEAD without length", Head, "HTTP/1.1 200 OK\r\n\r\n", null, null)]
    [InlineData("204 has neither length nor body", Get, "HTTP/1.1 204 No Content\r\n\r\n", null, null)]
    [InlineData("304 keeps the length of the 200", Get, "HTTP/1.1 304 Not Modified\r\nContent-Length: 1234\r\nETag: \"x\"\r\n\r\n", "1234", null)]
    [InlineData("304 without length", Get, "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n", null, null)]
    [InlineData("205 has length 0", Get, "HTTP/1.1 205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "0", null)]
    [InlineData("a body with 205 is dropped", Get, "HTTP/1.1 205 Reset Content\r\nContent-Length: 5\r\n\r\nhello", "0", null)]
    [InlineData("an empty 200 has length 0", Get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "0", null)]
    public async Task Response_WithoutBody_KeepsTheConnectionInStep(string what, string request, string response, string? length, string? coding)
    {
        await using var origin = ScriptedOrigin.Answering(response);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            var got = await client.AskAsync(request);
            Assert.True(got.StartLine == response.Split("\r\n")[0], $"{what}: {got}");
            Assert.Equal((length, coding), (got.Field("Content-Length"), got.Field("Transfer-Encoding")));
        }

        Assert.Equal(1, origin.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-A \t: 1\r\nContent-Length : 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A : 1\r\nTransfer-Encoding\t: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    public async Task Response_WithBlanksBeforeColons_IsPassedOnWithoutThem(string response)
    {
        await using var origin = ScriptedOrigin.Answering(response);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            var got = await client.AskAsync(Get);
            Assert.Equal(("1", "ok"), (got.Field("X-A"), got.Body));
        }

        Assert.Equal(1, origin.Connections);
    }

    [Fact]
    public async Task HeadResponse_SaidToBeChunked_HasNoBodyAndNoChunks()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(200, (await client.AskAsync(Head)).Status);
        Assert.Equal(200, (await client.AskAsync(Head)).Status);
    }

    [Theory]
    [InlineData("a second response", ScriptedOrigin.Ok + "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npoison!")]
    [InlineData("a body longer than its length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npoison!")]
    [InlineData("a body after 204", "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npoison!")]
    [InlineData("a body after 304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\npoison!")]
    [InlineData("bytes after the last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\npoison!")]
    public async Task Bytes_AfterAResponse_NeverBecomeTheNextOne(string what, string bytes)
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync(bytes), connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        var first = await client.AskAsync(Get);
        var second = await client.AskAsync(Get);

        Assert.True(second.Body == "ok", $"{what}: {second}");
        Assert.DoesNotContain("poison", first.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, origin.Connections);
    }

    [Fact]
    public async Task BodyOfAHeadResponse_NeverBecomesTheNextResponse()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npoison!"), connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.AskAsync(Head);

        Assert.Equal("ok", (await client.AskAsync(Get)).Body);
    }

    [Fact]
    public async Task Response_InChunks_IsFramedAnewWithoutExtensions()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n0003;a=b\r\nabc\r\n2\r\nde\r\n000;x\r\n\r\n");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync(Get);

        Assert.True(response.IsComplete);
        Assert.Equal("abcde", response.Body);
        Assert.DoesNotContain(';', response.RawBody);
    }

    [Fact]
    public async Task Response_ToAnHttp10Client_IsNotChunked()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("GET / HTTP/1.0\r\nHost: a\r\n\r\n");

        Assert.Null(response.Field("Transfer-Encoding"));
        Assert.Equal("abc", response.Body);
    }

    [Fact]
    public async Task Response_OfAnHttp10Origin_IsForwardedAndItsConnectionNotReused()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal("HTTP/1.1 200 OK", (await client.AskAsync(Get)).StartLine);
        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        Assert.Equal(2, origin.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 All Right\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 299 \r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 599 Odd\r\nContent-Length: 0\r\n\r\n")]
    public async Task StatusLine_OfAnyKind_IsForwarded(string bytes)
    {
        await using var origin = ScriptedOrigin.Answering(bytes);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        Assert.Equal(bytes.Split("\r\n")[0].TrimEnd(), (await proxy.AskAsync(Get)).StartLine.TrimEnd());
    }
}
