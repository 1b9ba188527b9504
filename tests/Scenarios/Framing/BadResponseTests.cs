namespace ActorProxy.Scenarios.Framing;

/// <summary>Responses that break HTTP: the client gets a plain 502 that betrays no backend, well framed, on a connection that goes on (RFC 9112 sections 5, 6, 8).</summary>
public sealed class BadResponseTests
{
    [Theory]
    [InlineData("length and chunked", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    [InlineData("two lengths that differ", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 20\r\n\r\nok")]
    [InlineData("length list that differs", "HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nok")]
    [InlineData("length with plus", "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok")]
    [InlineData("length with minus", "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok")]
    [InlineData("length beyond 64 bits", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nok")]
    [InlineData("length empty", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nok")]
    [InlineData("coding twice", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("coding unknown", "HTTP/1.1 200 OK\r\nTransfer-Encoding: cow, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("coding not final", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n")]
    [InlineData("coding on HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("folded line", "HTTP/1.1 200 OK\r\nX: 1\r\n y\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("bare LF", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok")]
    [InlineData("one bare LF", "HTTP/1.1 200 OK\r\nX: 1\nContent-Length: 2\r\n\r\nok")]
    [InlineData("bare CR in a value", "HTTP/1.1 200 OK\r\nX: 1\r2\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("NUL in a value", "HTTP/1.1 200 OK\r\nX: 1\0\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("line without colon", "HTTP/1.1 200 OK\r\nbroken\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("blank before the name", "HTTP/1.1 200 OK\r\n Content-Length: 2\r\n\r\nok")]
    [InlineData("blank in the name", "HTTP/1.1 200 OK\r\nContent Length: 2\r\n\r\nok")]
    [InlineData("blank before colon beside another length", "HTTP/1.1 200 OK\r\nContent-Length : 2\r\nContent-Length: 3\r\n\r\nok")]
    [InlineData("blank before colon hides no coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding : gzip, gzip\r\n\r\nok")]
    [InlineData("empty name", "HTTP/1.1 200 OK\r\n: x\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("status of two digits", "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("status of four digits", "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("status below 100", "HTTP/1.1 099 Low\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("status with letters", "HTTP/1.1 2x0 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("no status", "HTTP/1.1\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("another protocol", "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("garbage", "SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("binary garbage", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003")]
    [InlineData("nothing", "")]
    [InlineData("half a status line", "HTTP/1.1 200")]
    [InlineData("half a head", "HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("an upgrade nobody asked for", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")]
    [InlineData("an end without its beginning", "HTTP/1.1 103 Early Hints\r\n\r\n")]
    public async Task Response_ThatBreaksHttp_BecomesBadGateway(string what, string bytes)
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync(bytes));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
        var response = await FinalAsync(client);

        Assert.True(response.Status == 502, $"{what}: {response}");
        Assert.True(response.IsComplete);
        Assert.DoesNotContain("127.0.0.1", response.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain($"{origin.Port}", response.ToString(), StringComparison.Ordinal);
        Assert.Single(origin.Requests);
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal(502, (await FinalAsync(client)).Status);
    }

    [Fact]
    public async Task Response_WithAnEndlessHead_BecomesBadGateway()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nX: ");
            while (true)
                await connection.SendAsync(new string('x', 64 * 1024));
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(502, response.Status);
    }

    [Fact]
    public async Task Response_WithEndlessInterimResponses_BecomesBadGateway()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            while (true)
                await connection.SendAsync("HTTP/1.1 102 Processing\r\n\r\n");
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(502, (await FinalAsync(client)).Status);
    }

    private static async Task<RawMessage> FinalAsync(RawClient client)
    {
        var response = await client.ReadResponseAsync();
        while (response.Status is > 100 and < 200 and not 101)
            response = await client.ReadResponseAsync();
        return response;
    }
}
