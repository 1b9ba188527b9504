namespace ActorProxy.Scenarios.Faults;

/// <summary>An idle connection that the origin closes, before or just as it is used again (RFC 9112 section 9.3.1).</summary>
/// <remarks>One client, for another may live on another ring, whose requests use other connections.</remarks>
public sealed class IdleCloseTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi";

    [Theory]
    [InlineData("reset", true)]
    [InlineData("close", false)]
    public async Task Get_OnAConnectionThatClosesJustThen_IsTriedAgain(string how, bool reset)
    {
        await using var origin = OriginThatLeavesAtTheSecondRequest(reset);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        await proxy.QuietAsync();
        var second = await client.AskAsync(Get);

        Assert.True(second.Status == 200, $"{how}: {second}");
        Assert.Equal(2, origin.Connections);
    }

    [Theory]
    [InlineData("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    public async Task IdempotentRequest_OnAConnectionThatClosesJustThen_IsTriedAgainWithItsBodyOrRefused(string request)
    {
        await using var origin = OriginThatLeavesAtTheSecondRequest(reset: true);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        await proxy.QuietAsync();
        var second = await client.AskAsync(request);

        // Whether a body is kept for another attempt is the proxy's choice; half a body never is.
        Assert.True(second.Status is 200 or 502, $"{second}");
        if (second.Status == 200 && request.Contains("hi", StringComparison.Ordinal))
            Assert.Equal("hi", origin.Requests[^1].Body);
    }

    [Fact]
    public async Task Post_OnAConnectionThatClosesJustThen_IsNotTriedAgain()
    {
        await using var origin = OriginThatLeavesAtTheSecondRequest(reset: true);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        await proxy.QuietAsync();

        // The origin read it and may have acted on it.
        Assert.Equal(502, (await client.AskAsync(Post)).Status);
        Assert.Equal(1, origin.Connections);
    }

    [Fact]
    public async Task Post_AfterTheOriginClosedTheIdleConnection_GoesOverANewOne()
    {
        var noticed = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(
            async connection =>
            {
                await connection.AnswerOnceAsync(ScriptedOrigin.Ok);
                connection.HalfClose();
                await connection.WaitForEndAsync();
                noticed.SetResult();
            },
            connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        await noticed.Task.Within();

        Assert.Equal(200, (await client.AskAsync(Post)).Status);
        Assert.Equal(2, origin.Connections);
    }

    [Fact]
    public async Task Get_WhenEveryIdleConnectionHasDied_StillSucceeds()
    {
        var (together, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await together.Task;
            await connection.SendAsync(ScriptedOrigin.Ok);
            if (connection.Index >= 8)
                await connection.ServeAsync(_ => ScriptedOrigin.Ok);
            await connection.ReadRequestAsync();
            connection.Reset();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var first = Enumerable.Range(0, 8).Select(_ => proxy.AskAsync(Get)).ToArray();
        await origin.UntilAsync(_ => origin.Requests.Count == 8);
        together.SetResult();
        Assert.All(await Task.WhenAll(first), response => Assert.Equal(200, response.Status));
        await proxy.QuietAsync();

        Assert.Equal(200, (await proxy.AskAsync(Get)).Status);
    }

    // Answers one request on the first connection and goes away when the second one has been read.
    private static ScriptedOrigin OriginThatLeavesAtTheSecondRequest(bool reset) => ScriptedOrigin.Start(
        async connection =>
        {
            await connection.AnswerOnceAsync(ScriptedOrigin.Ok);
            await connection.ReadHeadAsync();
            if (reset)
                connection.Reset();
        },
        connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
}
