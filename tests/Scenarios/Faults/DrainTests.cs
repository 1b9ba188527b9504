using System.Net;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Faults;

/// <summary>A backend taken out and brought back by hand through the admin API.</summary>
public sealed class DrainTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Backend_Drained_FinishesItsRequestsAndGetsNoMore_UntilEnabled()
    {
        var release = new TaskCompletionSource();
        await using var leaving = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await release.Task;
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast");
            await connection.ServeAsync(_ => ScriptedOrigin.Ok);
        });
        await using var staying = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([leaving, staying]);
        var inFlight = new[] { proxy.AskAsync(Get), proxy.AskAsync(Get) };
        await leaving.UntilAsync(_ => leaving.Requests.Count == 1);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(proxy, $"site/backends/{leaving.Id}/drain"));
        for (var i = 0; i < 6; i++)
            Assert.Equal("ok", (await proxy.AskAsync(Get)).Body);
        Assert.Single(leaving.Requests);
        release.SetResult();
        Assert.Contains("last", (await Task.WhenAll(inFlight)).Select(response => response.Body));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(proxy, $"site/backends/{leaving.Id}/enable"));
        for (var i = 0; i < 4; i++)
            Assert.Equal(200, (await proxy.AskAsync(Get)).Status);
        Assert.NotEqual(1, leaving.Requests.Count);
    }

    [Fact]
    public async Task LastBackend_Drained_IsServiceUnavailable()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await PostAsync(proxy, $"site/backends/{origin.Id}/drain");

        Assert.Equal(503, (await proxy.AskAsync(Get)).Status);
    }

    [Fact]
    public async Task UnknownBackendOrPool_IsNotFound()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(proxy, "site/backends/127.0.0.1:1/drain"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(proxy, $"other/backends/{origin.Id}/drain"));
    }

    [Fact]
    public async Task DrainUnderLoad_CostsNoResponse()
    {
        await using var first = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var second = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([first, second]);
        await using var load = Load.Start(proxy.Endpoint("web"));

        foreach (var origin in new[] { first, second })
        {
            await load.MoreAsync(200);
            await PostAsync(proxy, $"site/backends/{origin.Id}/drain");
            await load.MoreAsync(200);
            await PostAsync(proxy, $"site/backends/{origin.Id}/enable");
        }

        await load.StopAsync();
    }

    private static async Task<HttpStatusCode> PostAsync(ProxyUnderTest proxy, string path)
    {
        using var response = await proxy.Admin.PostAsync(new Uri($"/api/pools/{path}", UriKind.Relative), null);
        return response.StatusCode;
    }
}
