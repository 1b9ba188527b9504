using System.Net;
using System.Net.Sockets;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Running;

/// <summary>The program as it is started, signalled and stopped.</summary>
public sealed class ProcessTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Term_WithARequestInFlight_FinishesItAndExitsZero()
    {
        var release = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await release.Task;
            await connection.SendAsync(ScriptedOrigin.Ok);
        });
        using var folder = new TemporaryFolder();
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("proxy.conf", ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening)));
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(proxy));
        await using var idle = await RawClient.ConnectAsync(proxy.Endpoint("web"));
        await using var busy = await RawClient.ConnectAsync(proxy.Endpoint("web"));
        await busy.SendAsync(Get);
        await origin.UntilAsync(_ => origin.Requests.Count == 1);

        await proxy.SignalAsync("TERM");
        await Patience.UntilAsync(async () => await ReadyAsync(proxy) == HttpStatusCode.ServiceUnavailable);
        await Patience.UntilAsync(async () => await RefusesAsync(proxy.Endpoint("web")));
        Assert.Equal("", await idle.ReadToEndAsync());
        Assert.False(proxy.HasExited);
        release.SetResult();

        var response = await busy.ReadResponseAsync();
        Assert.Equal(("ok", "close"), (response.Body, response.Field("Connection")));
        Assert.Equal(0, await proxy.ExitAsync());
    }

    [Fact]
    public async Task Term_WithARequestThatNeverEnds_ExitsAtTheDeadline()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.WaitForEndAsync());
        using var folder = new TemporaryFolder();
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("proxy.conf", ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\nshutdown.deadline = 500ms")));
        await using var client = await RawClient.ConnectAsync(proxy.Endpoint("web"));
        await client.SendAsync(Get);
        await origin.UntilAsync(_ => origin.Connections == 1);

        await proxy.SignalAsync("TERM");

        Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync());
        Assert.Equal(0, await proxy.ExitAsync());
    }

    [Fact]
    public async Task Term_WithAGracePeriod_StaysReachableWhileUnready()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("proxy.conf", ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\nshutdown.grace = 5s")));

        await proxy.SignalAsync("TERM");
        await Patience.UntilAsync(async () => await ReadyAsync(proxy) == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(200, (await proxy.AskAsync(Get)).Status);
        Assert.Equal(0, await proxy.ExitAsync());
    }

    [Fact]
    public async Task Term_WithAnOpenTunnel_ClosesItAtTheDeadline()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            await connection.WaitForEndAsync();
        });
        using var folder = new TemporaryFolder();
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("proxy.conf", ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\nshutdown.deadline = 500ms")));
        await using var client = await RawClient.ConnectAsync(proxy.Endpoint("web"));
        Assert.Equal(101, (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")).Status);

        await proxy.SignalAsync("TERM");

        Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync());
        Assert.Equal(0, await proxy.ExitAsync());
    }

    [Fact]
    public async Task InvalidFile_StartsNothingAndExitsOne()
    {
        using var folder = new TemporaryFolder();
        await using var proxy = ProxyProcess.Start("run", "--config", folder.Write("proxy.conf", "proxy.limits.max-bodi = 5"));

        Assert.Equal(1, await proxy.ExitAsync());
        Assert.Contains(proxy.Lines, line => line.Contains("proxy.conf:1: proxy.limits.max-bodi: ", StringComparison.Ordinal));
        Assert.DoesNotContain(proxy.Lines, line => line.StartsWith("ready", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TakenAddress_IsSaidAndExitsNotZero()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        await using var proxy = ProxyProcess.Start("run", "--config", folder.Write("proxy.conf",
            ProxyUnderTest.Configuration([origin], $"listeners.web.address = \"{origin.Id}\", admin.address = \"127.0.0.1:0\"")));

        Assert.NotEqual(0, await proxy.ExitAsync());
        Assert.Contains(proxy.Lines, line => line.Contains(origin.Id, StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> ReadyAsync(ProxyProcess proxy)
    {
        using var answer = await proxy.Admin.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<bool> RefusesAsync(IPEndPoint address)
    {
        try
        {
            await using var client = await RawClient.ConnectAsync(address);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
