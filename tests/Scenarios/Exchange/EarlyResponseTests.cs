namespace ActorProxy.Scenarios.Exchange;

/// <summary>An origin that answers before it has the whole request (RFC 9112 section 9.5).</summary>
public sealed class EarlyResponseTests
{
    [Theory]
    [InlineData("HTTP/1.1 413 Too Much\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig")]
    [InlineData("HTTP/1.1 413 Too Much\r\nContent-Length: 3\r\n\r\nbig")]
    public async Task Response_WhileTheUploadGoesOn_ReachesTheClient(string bytes)
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.ReadAsync(5);
            await connection.SendAsync(bytes);
            await connection.WaitForEndAsync();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        // The client does not finish its body before it has the answer.
        var response = await client.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nhello");

        Assert.Equal((413, "big"), (response.Status, response.Body));
    }

    [Fact]
    public async Task Response_FromAnOriginThatThenCloses_ReachesTheClient()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 401 Who\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwho");
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        var response = await UploadUntilAnsweredAsync(client);

        Assert.Equal((401, "who"), (response.Status, response.Body));
    }

    [Fact]
    public async Task Upstream_AfterAnEarlyResponse_IsNotUsedForTheNextRequest()
    {
        await using var origin = ScriptedOrigin.Start(
            async connection =>
            {
                await connection.ReadHeadAsync();
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nearly");
                await connection.WaitForEndAsync();
            },
            connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal("early", (await client.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhello")).Body);

        Assert.Equal("ok", (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Body);
    }

    [Fact]
    public async Task Echo_InBothDirectionsAtOnce_Works()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            for (var i = 0; i < 10; i++)
                await connection.SendAsync(await connection.ReadTextAsync(1));
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");
        await client.ReadThroughAsync("\r\n\r\n");
        foreach (var letter in "0123456789")
        {
            await client.SendAsync($"{letter}");
            Assert.Equal($"{letter}", await client.ReadTextAsync(1));
        }
    }

    private static async Task<RawMessage> UploadUntilAnsweredAsync(RawClient client)
    {
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
        var answer = client.ReadResponseAsync();
        try
        {
            while (!answer.IsCompleted)
                await client.SendAsync(new byte[16 * 1024]);
        }
        catch (IOException)
        {
            // The proxy stopped reading, as it may; the answer must be there all the same.
        }

        return await answer;
    }
}
