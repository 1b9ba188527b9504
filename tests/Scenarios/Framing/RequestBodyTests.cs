namespace ActorProxy.Scenarios.Framing;

/// <summary>Request bodies whose chunks are wrong: 400, a closed connection, and the origin never gets an end that the client did not send (RFC 9112 section 7.1).</summary>
public sealed class RequestBodyTests
{
    private const string Head = "POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("size not hexadecimal", "g\r\nx\r\n0\r\n\r\n")]
    [InlineData("size empty", "\r\nx\r\n0\r\n\r\n")]
    [InlineData("size negative", "-1\r\nx\r\n0\r\n\r\n")]
    [InlineData("size with plus", "+1\r\nx\r\n0\r\n\r\n")]
    [InlineData("size with prefix", "0x1\r\nx\r\n0\r\n\r\n")]
    [InlineData("size beyond 64 bits", "10000000000000001\r\nx\r\n0\r\n\r\n")]
    [InlineData("size beyond 32 bits", "100000001\r\nx\r\n0\r\n\r\n")]
    [InlineData("blank before size", " 1\r\nx\r\n0\r\n\r\n")]
    [InlineData("no line end after the data", "1\r\nxy\r\n0\r\n\r\n")]
    [InlineData("bare LF after the data", "1\r\nx\n0\r\n\r\n")]
    [InlineData("bare LF after the size", "1\nx\r\n0\r\n\r\n")]
    [InlineData("bare CR after the size", "1\rx\r\n0\r\n\r\n")]
    [InlineData("bare LF in an extension", "1;\nx\r\n0\r\n\r\n")]
    [InlineData("bare LF in the last extension", "1\r\nx\r\n0;a\n\r\n\r\n")]
    [InlineData("trailer without colon", "1\r\nx\r\n0\r\nbroken\r\n\r\n")]
    [InlineData("NUL in a trailer", "1\r\nx\r\n0\r\nX: 1\0\r\n\r\n")]
    [InlineData("trailer name no token", "1\r\nx\r\n0\r\nX[0]: 1\r\n\r\n")]
    [InlineData("trailer folded", "1\r\nx\r\n0\r\nX: 1\r\n y\r\n\r\n")]
    public async Task Request_WithBadChunk_IsRefusedAndTheOriginSeesNoEnd(string what, string body)
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            if (await connection.ReadRequestAsync() is { IsComplete: true })
                await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Head + body + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
        var response = await client.ReadResponseAsync();

        Assert.True(response.Status == 400, $"{what}: {response}");
        Assert.Equal("", await client.ReadToEndAsync());
        Assert.DoesNotContain("smuggled", origin.Received, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Request_WithAVeryLongChunkExtension_IsForwardedWithoutIt()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync($"{Head}1;{new string('a', 100_000)}\r\nx\r\n0\r\n\r\n");

        Assert.Equal((200, "1\r\nx\r\n0\r\n"), (response.Status, origin.Request.RawBody));
    }

    [Fact]
    public async Task Request_WithChunkExtensions_IsForwardedWithoutThem()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync(Head + "2;a=b;c=\"d\"\r\nhi\r\n4\r\n you\r\n0;last\r\n\r\n");

        Assert.Equal(200, response.Status);
        Assert.Equal("hi you", origin.Request.Body);
        Assert.DoesNotContain(';', origin.Request.RawBody);
    }

    [Fact]
    public async Task Request_WhoseClientLeavesInTheMiddle_IsNotEndedTowardsTheOrigin()
    {
        var seen = new TaskCompletionSource<RawMessage?>();
        await using var origin = ScriptedOrigin.Start(async connection => seen.SetResult(await connection.ReadRequestAsync()));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Head + "5\r\nhello\r\n");
        await origin.UntilAsync(_ => origin.Connections == 1);
        client.Reset();

        Assert.False(await seen.Task.Within() is { IsComplete: true });
    }

    [Fact]
    public async Task Request_ShorterThanItsLength_IsNotEndedTowardsTheOrigin()
    {
        var seen = new TaskCompletionSource<RawMessage?>();
        await using var origin = ScriptedOrigin.Start(async connection => seen.SetResult(await connection.ReadRequestAsync()));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
        await origin.UntilAsync(_ => origin.Connections == 1);
        client.HalfClose();

        Assert.False(await seen.Task.Within() is { IsComplete: true });
    }
}
