namespace ActorProxy.Scenarios.Semantics;

/// <summary>How requests are spread, seen from the origins.</summary>
public sealed class BalanceTests
{
    [Fact]
    public async Task RoundRobin_FollowsTheWeights()
    {
        await using var one = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var three = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(one, three, "balance = round-robin");

        for (var i = 0; i < 40; i++)
            await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal((10, 30), (one.Requests.Count, three.Requests.Count));
    }

    [Fact]
    public async Task LeastConnections_PassesOverTheBusyOne()
    {
        var release = new TaskCompletionSource();
        await using var busy = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await release.Task;
            await connection.SendAsync(ScriptedOrigin.Ok);
            await connection.ServeAsync(_ => ScriptedOrigin.Ok);
        });
        await using var free = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([busy, free], "pools.site.balance = least-connections");
        var stuck = new List<Task<RawMessage>>();
        while (busy.Connections == 0)
        {
            stuck.Add(proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
            await Patience.UntilAsync(() => busy.Requests.Count == 1 || stuck[^1].IsCompleted);
        }

        for (var i = 0; i < 10; i++)
        {
            await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await Patience.UntilAsync(() => proxy.Backend("site", free).InFlight == 0);
        }

        Assert.Single(busy.Requests);
        release.SetResult();
        await Task.WhenAll(stuck);
    }

    [Theory]
    [InlineData("balance = consistent-hash, hash-key = \"$cookie_user\"", "Cookie: x=1; user=7")]
    [InlineData("balance = consistent-hash, hash-key = \"$http_x_tenant\"", "X-Tenant: 7")]
    [InlineData("balance = ip-hash", "X-Forwarded-For: 6.6.6.6")]
    public async Task Hash_OfTheSameKey_IsAlwaysTheSameBackend(string balance, string field)
    {
        await using var one = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var three = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(one, three, balance);

        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await proxy.AskAsync($"GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: {i}\r\n{field}\r\n\r\n")).Status);

        Assert.Equal([0, 20], new[] { one.Requests.Count, three.Requests.Count }.Order());
    }

    [Fact]
    public async Task Hash_OfManyKeys_UsesAllBackends_AndLosesNoneWithOne()
    {
        await using var one = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var three = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(one, three, "balance = consistent-hash, hash-key = \"$arg_user\"");

        for (var i = 0; i < 100; i++)
            await proxy.AskAsync($"GET /?user={i} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.InRange(one.Requests.Count, 5, 50);
        one.Kill();

        for (var i = 0; i < 100; i++)
            Assert.Equal(200, (await proxy.AskAsync($"GET /?user={i} HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
    }

    private static Task<ProxyUnderTest> StartAsync(ScriptedOrigin one, ScriptedOrigin three, string balance) => ProxyUnderTest.StartAsync($$"""
        proxy {
          pools.site { backends = [ "{{one.Url}}", { url = "{{three.Url}}", weight = 3 } ], {{balance}} }
          routes = [ { name = site, path = "/", pool = site } ]
        }
        """);
}
