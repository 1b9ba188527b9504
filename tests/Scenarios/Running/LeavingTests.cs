using System.Net;

namespace ActorProxy.Scenarios.Running;

/// <summary>What clients meet while a node takes its leave and still accepts, so that none of them is surprised at the end.</summary>
public sealed class LeavingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Connection_UsedDuringTheGrace_IsClosedAfterItsResponse()
    {
        var clock = new VirtualClock();
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.StartAsync(ProxyUnderTest.Configuration([origin], "shutdown.grace = 1h"), clock);
        await using var old = await proxy.ConnectAsync();
        Assert.Null((await old.AskAsync(Get)).Field("Connection"));

        var stopping = proxy.Node.StopAsync();

        await using var late = await proxy.ConnectAsync();
        foreach (var client in new[] { old, late })
        {
            var last = await client.AskAsync(Get);
            Assert.Equal((200, "ok", "close"), (last.Status, last.Body, last.Field("Connection")));
            Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
        }

        Assert.False(stopping.IsCompleted);
        clock.Advance(TimeSpan.FromHours(1));
        await clock.AdvanceUntilAsync(stopping);
    }

    [Fact]
    public async Task Http2Connection_UsedDuringTheGrace_TakesNoMoreStreams()
    {
        var clock = new VirtualClock();
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.StartAsync(
            ProxyUnderTest.Configuration([origin], "shutdown.grace = 1h, listeners.web.protocols = [h2]"), clock);
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        await AskAsync();
        await AskAsync();
        Assert.Equal(1, Connections());

        var stopping = proxy.Node.StopAsync();

        await Patience.UntilAsync("the client connects anew", async () =>
        {
            await AskAsync();
            return Connections() > 1;
        });
        Assert.False(stopping.IsCompleted);
        clock.Advance(TimeSpan.FromHours(1));
        await clock.AdvanceUntilAsync(stopping);

        async Task AskAsync() => Assert.Equal("ok", await client.GetStringAsync(new Uri($"http://{proxy.Endpoint("web")}")));

        long Connections() => proxy.Node.Recorder.Metrics.Listener("web").Opened;
    }
}
