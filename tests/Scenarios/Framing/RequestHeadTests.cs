namespace ActorProxy.Scenarios.Framing;

/// <summary>Request heads on which two parsers could disagree: refused with 400 and a closed connection (RFC 9112 sections 2.2, 3.2, 5, 6).</summary>
public sealed class RequestHeadTests
{
    [Theory]
    [InlineData("length and chunked", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("chunked and length", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n")]
    [InlineData("two lengths that differ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n")]
    [InlineData("length list that differs", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 44\r\n\r\n")]
    [InlineData("length list that is equal", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0\r\n\r\n")]
    [InlineData("length with plus", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n")]
    [InlineData("length with minus", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -0\r\n\r\n")]
    [InlineData("length in hexadecimal", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x0\r\n\r\n")]
    [InlineData("length with blank inside", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0 0\r\n\r\n")]
    [InlineData("length without value", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n")]
    [InlineData("length beyond 64 bits", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551616\r\n\r\n")]
    [InlineData("length of many digits", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 000000000000000000000000000000005\r\n\r\nhello")]
    [InlineData("coding not final", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("coding twice", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("coding on two lines", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("coding unknown", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: cow\r\n\r\n0\r\n\r\n")]
    [InlineData("coding before chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("coding identity", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n")]
    [InlineData("coding misspelt", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("coding with vertical tab", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("coding empty", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n")]
    [InlineData("coding on HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("blank before colon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 0\r\n\r\n")]
    [InlineData("tab before colon", "GET / HTTP/1.1\r\nHost: a\r\nX\t: 1\r\n\r\n")]
    [InlineData("blank in a name", "GET / HTTP/1.1\r\nHost: a\r\nX y: 1\r\n\r\n")]
    [InlineData("bracket in a name", "GET / HTTP/1.1\r\nHost: a\r\nX[0]: 1\r\n\r\n")]
    [InlineData("vertical tab after a name", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length\v: 5\r\n\r\n")]
    [InlineData("delete character in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\u007f: 5\r\n\r\n")]
    [InlineData("line without colon", "GET / HTTP/1.1\r\nHost: a\r\nbroken\r\n\r\n")]
    [InlineData("empty name", "GET / HTTP/1.1\r\nHost: a\r\n: 1\r\n\r\n")]
    [InlineData("folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n y\r\n\r\n")]
    [InlineData("folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n")]
    [InlineData("bare CR in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\ry\r\n\r\n")]
    [InlineData("bare CR as line end", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\rY: 2\r\n\r\n")]
    [InlineData("bare LF as line end", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\nY: 2\r\n\r\n")]
    [InlineData("bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n")]
    [InlineData("bare LF as empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n")]
    [InlineData("NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\0y\r\n\r\n")]
    [InlineData("NUL in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\0: 1\r\n\r\n")]
    [InlineData("two blanks in the request line", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("blank in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("tab in the request line", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("bare CR in the query", "GET /?a\rb HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("control character in the query", "GET /?a\u0001b HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("control character in the path", "GET /a\u001fb HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("high byte in the target", "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("fragment in the target", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("no version", "GET /\r\nHost: a\r\n\r\n")]
    [InlineData("no host", "GET / HTTP/1.1\r\n\r\n")]
    [InlineData("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("two equal hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n")]
    [InlineData("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n")]
    [InlineData("host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n")]
    [InlineData("host with userinfo", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n")]
    [InlineData("host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n")]
    [InlineData("host with bad port", "GET / HTTP/1.1\r\nHost: a:x\r\n\r\n")]
    [InlineData("host with blank", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("absolute target with userinfo", "GET http://u:p@a/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("absolute target without host", "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task Request_WithAmbiguousHead_IsRefusedAndNothingAfterItIsRead(string what, string head)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(head + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
        var response = await client.ReadResponseAsync();

        Assert.True(response.Status == 400, $"{what}: {response}");
        Assert.Equal("close", response.Field("Connection"));
        Assert.Equal("", await client.ReadToEndAsync());
        Assert.Equal("", origin.Received);
    }

    [Theory]
    [InlineData("/ HTTP/2.0", 505)]
    [InlineData("/ HTTP/1.2", 505)]
    [InlineData("/ HTTP/0.9", 505)]
    [InlineData("/ http/1.1", 505)]
    [InlineData("a HTTP/1.1", 405)]
    public async Task Request_OfAnotherVersionOrForm_IsRefused(string rest, int status)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync($"GET {rest}\r\nHost: a\r\n\r\n");

        Assert.Equal(status, response.Status);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Request_WithTheSameLengthTwice_IsRefused()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi");

        // RFC 9112 section 6.3 lets a proxy collapse them; refusing is the other allowed choice, and ours.
        Assert.Equal(400, response.Status);
    }

    [Fact]
    public async Task Request_ThatIsAbsurdlyPlain_IsForwarded()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("POST / HTTP/1.1\r\nhOST:a\r\ntransfer-encoding:\tCHUNKED \r\n\r\n2;x=y\r\nhi\r\n0\r\n\r\n");

        Assert.Equal(200, response.Status);
        Assert.Equal("hi", origin.Request.Body);
        Assert.Equal("2\r\nhi\r\n0\r\n", origin.Request.RawBody);
        Assert.Equal("chunked", origin.Request.Field("Transfer-Encoding"));
    }
}
