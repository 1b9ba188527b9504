namespace ActorProxy.Scenarios.Faults;

/// <summary>A client that goes away ends the work at the origin; one that only has nothing more to say does not (RFC 9112 section 9.6).</summary>
public sealed class ClientAbortTests
{
    [Fact]
    public async Task Client_ThatResetsWhileWaiting_EndsTheExchangeAtTheOrigin()
    {
        var ended = new TaskCompletionSource<ConnectionEnd>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            ended.SetResult(await connection.WaitForEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await origin.UntilAsync(_ => origin.Requests.Count == 1);
        client.Reset();

        Assert.NotEqual(ConnectionEnd.Open, await ended.Task.Within());
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task Client_ThatClosesWhileWaiting_EndsTheExchangeAtTheOrigin()
    {
        var ended = new TaskCompletionSource<ConnectionEnd>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            ended.SetResult(await connection.WaitForEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await origin.UntilAsync(_ => origin.Requests.Count == 1);
        client.Close();

        Assert.NotEqual(ConnectionEnd.Open, await ended.Task.Within());
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task Client_ThatResetsDuringTheResponse_EndsTheExchangeAtTheOrigin()
    {
        var ended = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            await connection.WaitForEndAsync();
            ended.SetResult();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadThroughAsync("x");
        client.Reset();

        await ended.Task.Within();
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task Client_ThatResetsDuringTheUpload_EndsTheExchangeAtTheOrigin()
    {
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource<ConnectionEnd>());
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            Assert.Equal("some", await connection.ReadTextAsync(4));
            begun.SetResult();
            ended.SetResult(await connection.WaitForEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nsome");
        await begun.Task.Within();
        client.Reset();

        Assert.NotEqual(ConnectionEnd.Open, await ended.Task.Within());
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task Client_ThatHalfClosesAfterItsRequest_GetsItsResponse()
    {
        var release = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await release.Task;
            await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        client.HalfClose();
        await origin.UntilAsync(_ => origin.Requests.Count == 1);
        // Time for a proxy that takes FIN for a farewell to give up.
        await Task.Delay(100);
        release.SetResult();

        Assert.Equal("ok", (await client.ReadResponseAsync()).Body);
    }
}
