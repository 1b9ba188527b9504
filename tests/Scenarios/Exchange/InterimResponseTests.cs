namespace ActorProxy.Scenarios.Exchange;

/// <summary>1xx responses and Expect: 100-continue (RFC 9110 sections 10.1.1 and 15.2).</summary>
public sealed class InterimResponseTests
{
    private const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n";
    private const string Expecting = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";

    [Fact]
    public async Task Continue_ReachesTheClient_OnlyAfterTheOriginSaidIt()
    {
        var (asked, allowed) = (new TaskCompletionSource<RawMessage>(), new TaskCompletionSource());
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            asked.SetResult(await connection.ReadHeadAsync());
            await allowed.Task;
            await connection.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            Assert.Equal("hello", await connection.ReadTextAsync(5));
            await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Expecting);
        Assert.Equal("100-continue", (await asked.Task.Within()).Field("Expect"));
        var said = client.ReadResponseAsync();
        Assert.False(said.IsCompleted);
        allowed.SetResult();
        Assert.Equal(100, (await said).Status);

        Assert.Equal(200, (await client.AskAsync("hello")).Status);
    }

    [Theory]
    [InlineData(417)]
    [InlineData(403)]
    [InlineData(200)]
    public async Task FinalAnswer_InsteadOfContinue_ReachesTheClientWithoutItsBody(int status)
    {
        var rest = new TaskCompletionSource<string>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync($"HTTP/1.1 {status} Said\r\nContent-Length: 2\r\n\r\nno");
            rest.SetResult(await connection.ReadToEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        var response = await client.AskAsync(Expecting);

        Assert.Equal((status, "no"), (response.Status, response.Body));
        client.Close();
        Assert.Equal("", await rest.Task.Within());
    }

    [Fact]
    public async Task Client_ThatDoesNotWaitForContinue_IsServed()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await connection.ReadAsync(5);
            await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Expecting + "hello");
        var response = await client.ReadResponseAsync();
        if (response.Status == 100)
            response = await client.ReadResponseAsync();

        Assert.Equal(200, response.Status);
    }

    [Fact]
    public async Task Origin_ThatKnowsNoContinue_StillGetsTheBody()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        // RFC 9110 section 10.1.1: a client sends the body after a while even if no 100 came.
        await client.SendAsync(Expecting);
        await origin.UntilAsync(_ => origin.Connections == 1);
        await client.SendAsync("hello");

        Assert.Equal(200, (await FinalAsync(client)).Status);
        Assert.Equal("hello", origin.Request.Body);
    }

    [Fact]
    public async Task Expectation_OfAnotherKind_IsForwardedOrRefusedNeverIgnored()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("Expect") == "magic" ? "HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n" : ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        Assert.Equal(417, (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n")).Status);
    }

    /// <summary>RFC 9110 section 15.2, RFC 8297: each as it is, in order, before the final one is there; on each request of a connection.</summary>
    [Fact]
    public async Task InterimResponses_ReachTheClient_WhileTheFinalOneIsStillMade()
    {
        var mayEnd = new SemaphoreSlim(0);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            for (var i = 0; i < 2; i++)
            {
                await connection.ReadRequestAsync();
                await connection.SendAsync("HTTP/1.1 102 Processing\r\n\r\n" + Hints);
                await mayEnd.WaitAsync();
                await connection.SendAsync(ScriptedOrigin.Ok);
            }
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(102, (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
            Assert.Equal(Hints, (await client.ReadResponseAsync()).Head);
            mayEnd.Release();
            Assert.Equal((200, "ok"), await client.ReadResponseAsync() is var final ? (final.Status, final.Body) : default);
        }
    }

    [Fact]
    public async Task InterimResponse_HasNoFieldsOfTheConnection_NorThoseThatTheRouteRemoves()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 103 Early Hints\r\nConnection: X-Hop\r\nX-Hop: 1\r\nServer: secret\r\nLink: </a.css>\r\nLink: </b.css>\r\n\r\n" + ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              pools.site.backends = ["{{origin.Url}}"]
              routes = [{ path = "/", pool = site, response-headers.remove = [Server] }]
            }
            """);
        await using var client = await proxy.ConnectAsync();

        var hints = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nLink: </b.css>\r\n\r\n", hints.Head);
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
    }

    /// <summary>Nobody asked for it, so nobody needs it (RFC 9110 section 15.2.1).</summary>
    [Fact]
    public async Task Continue_ThatNobodyWaitsFor_IsDropped()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 100 Continue\r\n\r\n" + ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        Assert.Equal(200, (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
    }

    [Fact]
    public async Task InterimResponse_DuringAnUpload_ReachesTheClient()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Hints);
            Assert.Equal("hello", await connection.ReadTextAsync(5));
            await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(103, (await client.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")).Status);
        Assert.Equal(200, (await client.AskAsync("hello")).Status);
    }

    [Fact]
    public async Task InterimResponse_ThatNoFinalOneFollows_IsFollowedByTheProxysOwn()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Hints);
            connection.Reset();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(103, (await client.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")).Status);
        Assert.Equal(502, (await client.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task Client_ThatLeavesBetweenInterimResponses_EndsTheExchange()
    {
        var (hasLeft, end) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Hints);
            await hasLeft.Task;
            end.SetResult(await connection.ReadToEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using (var client = await proxy.ConnectAsync())
        {
            Assert.Equal(103, (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
            client.Reset();
        }

        hasLeft.SetResult();

        Assert.Equal("", await end.Task.Within());
    }

    [Fact]
    public async Task InterimResponses_AreNotSentToHttp10Clients()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("GET / HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\n\r\n");

        Assert.Equal(200, response.Status);
    }

    private static async Task<RawMessage> FinalAsync(RawClient client)
    {
        var response = await client.ReadResponseAsync();
        while (response.Status < 200)
            response = await client.ReadResponseAsync();
        return response;
    }
}
