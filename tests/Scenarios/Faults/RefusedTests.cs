namespace ActorProxy.Scenarios.Faults;

/// <summary>Backends that cannot be reached: another one is asked, and 502, 503 and 504 are told apart.</summary>
public sealed class RefusedTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi";

    [Theory]
    [InlineData(Get)]
    [InlineData(Post)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    public async Task Backend_ThatRefuses_IsPassedOverForAnyMethod(string request)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(await ScriptedOrigin.RefusingUrlAsync(), origin.Url);

        for (var i = 0; i < 6; i++)
            Assert.Equal(200, (await proxy.AskAsync(request)).Status);

        Assert.Equal(6, origin.Requests.Count);
    }

    [Fact]
    public async Task AllBackends_Refusing_IsBadGateway()
    {
        await using var proxy = await StartAsync(await ScriptedOrigin.RefusingUrlAsync(), await ScriptedOrigin.RefusingUrlAsync());
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(502, (await client.AskAsync(Get)).Status);
        Assert.Equal(502, (await client.AskAsync(Post)).Status);
    }

    [Fact]
    public async Task Name_ThatDoesNotResolve_IsBadGateway()
    {
        await using var proxy = await StartAsync("http://does-not-exist.invalid:80");

        var response = await proxy.AskAsync(Get);

        Assert.Equal(502, response.Status);
        Assert.DoesNotContain("does-not-exist", response.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllBackends_DownByProbes_IsServiceUnavailable_UntilOneComesBack()
    {
        var healthy = false;
        await using var origin = ScriptedOrigin.Answering(request => request.Target != "/health" || Volatile.Read(ref healthy)
            ? ScriptedOrigin.Ok
            : "HTTP/1.1 500 Ill\r\nContent-Length: 0\r\n\r\n");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, """
            pools.site.health.active { path = "/health", interval = 50ms, timeout = 5s, rise = 1, fall = 1 }
            """);

        await Patience.UntilAsync(async () => (await proxy.AskAsync(Get)).Status == 503);
        Volatile.Write(ref healthy, true);
        await Patience.UntilAsync(async () => (await proxy.AskAsync(Get)).Status == 200);
    }

    [Fact]
    public async Task Probe_ThatMustFindText_TakesABackendOutWithoutIt()
    {
        await using var wrong = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var right = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nall right");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([wrong, right], """
            pools.site.health.active { path = "/health", host = "probe.example", body-contains = "all right", interval = 50ms, timeout = 5s, fall = 1 }
            """);

        await Patience.UntilAsync(async () =>
        {
            var bodies = new[] { (await proxy.AskAsync(Get)).Body, (await proxy.AskAsync(Get)).Body, (await proxy.AskAsync(Get)).Body };
            return bodies.All(body => body == "all right");
        });

        Assert.Contains(wrong.Requests, request => request.Target == "/health" && request.Field("Host") == "probe.example");
    }

    [Fact]
    public async Task Backend_ThatIsFull_IsPassedOver_AndAllFullIsServiceUnavailable()
    {
        var release = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await release.Task;
            await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, $$"""pools.site.backends = [ { url = "{{origin.Url}}", max-connections = 1 } ]""");

        var first = proxy.AskAsync(Get);
        await origin.UntilAsync(_ => origin.Requests.Count == 1);

        Assert.Equal(503, (await proxy.AskAsync(Get)).Status);
        release.SetResult();
        Assert.Equal(200, (await first).Status);
    }

    [Fact]
    public async Task Backup_IsUsedOnlyWhenTheOthersCannotBe()
    {
        await using var first = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var backup = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([first, backup], $$"""
            pools.site.backends = [ "{{first.Url}}", { url = "{{backup.Url}}", backup = on } ]
            """);

        for (var i = 0; i < 4; i++)
            Assert.Equal(200, (await proxy.AskAsync(Get)).Status);
        Assert.Empty(backup.Requests);
        first.Kill();

        Assert.Equal(200, (await proxy.AskAsync(Get)).Status);
        Assert.Single(backup.Requests);
    }

    [Theory]
    [InlineData("[502, 503, 504]", Get, 200)]
    [InlineData("[502, 503, 504]", Post, 503)]
    [InlineData("[connect-failure, reset]", Get, 503)]
    public async Task Answer_OfServiceUnavailable_IsTriedElsewhereOnlyAsThePoolSays(string on, string request, int status)
    {
        await using var busy = ScriptedOrigin.Answering("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy");
        await using var backup = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([busy, backup], $$"""
            pools.site { backends = [ "{{busy.Url}}", { url = "{{backup.Url}}", backup = on } ], retries { attempts = 2, on = {{on}} } }
            """);

        var response = await proxy.AskAsync(request);

        Assert.Equal((status, status == 200 ? "ok" : "busy"), (response.Status, response.Body));
    }

    private static Task<ProxyUnderTest> StartAsync(params string[] urls) => ProxyUnderTest.StartAsync($$"""
        proxy {
          pools.site.backends = [ {{string.Join(", ", urls.Select(url => $"\"{url}\""))}} ]
          routes = [ { name = site, path = "/", pool = site } ]
        }
        """);
}
