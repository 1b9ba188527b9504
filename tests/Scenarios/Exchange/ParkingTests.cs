using System.Net;
using ActorProxy.Transport;

namespace ActorProxy.Scenarios.Exchange;

/// <summary>Clients that go quiet between two requests, and whom Kestrel does not have meanwhile.</summary>
public sealed class ParkingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Soon = "transport = auto, limits.park-idle-after = 1ms";

    [Theory]
    [InlineData(Get)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")]
    public async Task Client_ThatComesBackTimeAndAgain_IsServedOnItsConnection(string request)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Soon);
        await using var client = await proxy.ConnectAsync();
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.Equal(200, (await client.AskAsync(request)).Status);
            await UntilParkedAsync(proxy, 1);
        }

        Assert.Equal((1, 1), (proxy.Node.Recorder.Metrics.Listener("web").Opened, proxy.Node.Recorder.Metrics.Listener("web").Open));
    }

    [Fact]
    public async Task Head_ThatComesInPieces_IsLeftWithTheServer()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Soon);
        await using var client = await proxy.ConnectAsync();
        Assert.Equal(200, (await client.AskAsync(Get)).Status);

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n");
        await OthersAreParkedAsync(proxy);
        Assert.Equal(200, (await client.AskAsync("\r\n")).Status);
    }

    [Fact]
    public async Task HeadBehindAnother_ThatComesInPieces_IsLeftWithTheServer()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Soon);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(200, (await client.AskAsync(Get + "GET / HTTP/1.1\r\nHost: a\r\n")).Status);
        await OthersAreParkedAsync(proxy);
        Assert.Equal(200, (await client.AskAsync("\r\n")).Status);
    }

    [Fact]
    public async Task Body_ThatComesInPieces_IsLeftWithTheServer()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Soon);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nhalf");
        await OthersAreParkedAsync(proxy);
        Assert.Equal(200, (await client.AskAsync("half")).Status);
    }

    [Fact]
    public async Task Node_ThatStops_ClosesWhatIsParked()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Soon);
        await using var silent = await proxy.ConnectAsync();
        await using var client = await proxy.ConnectAsync();
        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        await UntilParkedAsync(proxy, 2);

        await proxy.Node.StopAsync().Within();
        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
        Assert.Equal(ConnectionEnd.Closed, await silent.WaitForEndAsync());
    }

    [Fact]
    public async Task Parking_SwitchedOffByAReload_EndsForThoseWhoComeBack()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Soon);
        await using var client = await proxy.ConnectAsync();
        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        await UntilParkedAsync(proxy, 1);

        await proxy.ReloadAsync(ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\ntransport = auto, limits.park-idle-after = off"));
        Assert.Equal(200, (await client.AskAsync(Get)).Status);
        Assert.Equal(0, proxy.Node.Recorder.Metrics.Listener("web").Parked);
    }

    // Whoever is first on a connection of the server, others come after it.
    [Fact]
    public async Task Clients_ThatTakeTurns_AreToldApart()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "transport = auto, trusted-proxies = [\"127.0.0.1\"]");
        await using var trusted = await RawClient.ConnectAsync(proxy.Endpoint("web"), from: IPAddress.Parse("127.0.0.1"));
        await using var alsoTrusted = await RawClient.ConnectAsync(proxy.Endpoint("web"), from: IPAddress.Parse("127.0.0.1"));
        await using var stranger = await RawClient.ConnectAsync(proxy.Endpoint("web"), from: IPAddress.Parse("127.0.0.2"));
        await using var another = await RawClient.ConnectAsync(proxy.Endpoint("web"), from: IPAddress.Parse("127.0.0.3"));
        for (var turn = 0; turn < 4; turn++)
        {
            Assert.Equal("192.0.2.7, 127.0.0.1", await ForwardedForAsync(origin, trusted));
            Assert.Equal("127.0.0.2", await ForwardedForAsync(origin, stranger));
            Assert.Equal("127.0.0.3", await ForwardedForAsync(origin, another));
            Assert.Equal("192.0.2.7, 127.0.0.1", await ForwardedForAsync(origin, alsoTrusted));
        }
    }

    private static async Task<string?> ForwardedForAsync(ScriptedOrigin origin, RawClient client)
    {
        Assert.Equal(200, (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n")).Status);
        return origin.Requests[^1].Field("X-Forwarded-For");
    }

    private static async Task OthersAreParkedAsync(ProxyUnderTest proxy)
    {
        await using var other = await proxy.ConnectAsync();
        Assert.Equal(200, (await other.AskAsync(Get)).Status);
        await UntilParkedAsync(proxy, 1);
    }

    // Where the kernel has no rings, connections stay where they are, and all else is the same.
    private static async Task UntilParkedAsync(ProxyUnderTest proxy, int count)
    {
        if (RingSupport.Probe().IsAvailable)
            await Patience.UntilAsync(() => proxy.Node.Recorder.Metrics.Listener("web").Parked == count);
    }
}
