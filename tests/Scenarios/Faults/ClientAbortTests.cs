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

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")]
    public async Task Client_WhoseEndComesWithItsRequest_GetsItsResponse(string requests)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        // Often enough that the end is received together with the bytes.
        for (var i = 0; i < 20; i++)
        {
            await using var client = await proxy.ConnectAsync();
            await client.SendAsync(requests);
            client.HalfClose();
            foreach (var _ in requests.Split("Host:").Skip(1))
                Assert.Equal("ok", (await client.ReadResponseAsync()).Body);
            Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
        }

        Assert.Equal("body", origin.Requests[^1].Body);
    }

    [Fact]
    public async Task Client_WhoseRequestIsCutOffByItsEnd_SendsNoPartToTheOriginAsWhole()
    {
        var ended = new TaskCompletionSource<string>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            ended.SetResult(await connection.ReadToEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n");
        await origin.UntilAsync(_ => origin.Connections == 1);
        client.HalfClose();

        Assert.DoesNotContain("0\r\n", await ended.Task.Within(), StringComparison.Ordinal);
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task Client_ThatHalfClosesAndReadsSlowly_GetsAllOfItsResponse()
    {
        const int Size = 3_000_000;
        await using var origin = ScriptedOrigin.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {Size}\r\n\r\n{new string('x', Size)}");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await RawClient.ConnectAsync(proxy.Endpoint("web"), 32 * 1024);

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        client.HalfClose();
        await client.ReadThroughAsync("\r\n\r\n");
        // Twice as long as a client that takes nothing because it is gone.
        await Task.Delay(2500);

        Assert.Equal(Size, (await client.ReadAsync(Size)).Length);
    }
}
