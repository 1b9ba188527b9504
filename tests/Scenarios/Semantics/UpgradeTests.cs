namespace ActorProxy.Scenarios.Semantics;

/// <summary>Protocol upgrades become a plain tunnel (RFC 9110 section 7.8; RFC 6455 section 4).</summary>
public sealed class UpgradeTests
{
    private const string Asking = "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private const string Agreeing = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: eQ==\r\n\r\n";

    [Fact]
    public async Task Tunnel_CarriesBytesThatFollowTheHeadsAtOnce_InBothDirections()
    {
        var seen = new TaskCompletionSource<(RawMessage Head, string Bytes)>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            var head = await connection.ReadHeadAsync();
            await connection.SendAsync(Agreeing + "first from the origin\0\r\n\r\n");
            seen.SetResult((head, await connection.ReadTextAsync(8)));
            await connection.SendAsync("and more");
            await connection.WaitForEndAsync();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Asking + "\u0081\0frame\u00ff");
        var response = await client.ReadResponseAsync();

        Assert.Equal((101, "websocket", "eQ=="), (response.Status, response.Field("Upgrade"), response.Field("Sec-WebSocket-Accept")));
        Assert.Equal("upgrade", response.Field("Connection"), ignoreCase: true);
        Assert.Equal("first from the origin\0\r\n\r\n", await client.ReadTextAsync(26));
        var (head, bytes) = await seen.Task.Within();
        Assert.Equal("\u0081\0frame\u00ff", bytes);
        Assert.Equal(("websocket", "eA=="), (head.Field("Upgrade"), head.Field("Sec-WebSocket-Key")));
        Assert.Equal("upgrade", head.Field("Connection"), ignoreCase: true);
        Assert.Equal("and more", await client.ReadTextAsync(8));
    }

    [Fact]
    public async Task Tunnel_HalfClosedByTheClient_StillCarriesTheAnswer()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Agreeing);
            var everything = await connection.ReadToEndAsync();
            await connection.SendAsync($"got {everything}");
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(101, (await client.AskAsync(Asking)).Status);
        await client.SendAsync("all I have");
        client.HalfClose();

        Assert.Equal("got all I have", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Tunnel_EndedByTheOrigin_EndsAtTheClientAfterTheLastByte()
    {
        var ended = new TaskCompletionSource<ConnectionEnd>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Agreeing + "all I have");
            connection.HalfClose();
            ended.SetResult(await connection.WaitForEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(101, (await client.AskAsync(Asking)).Status);

        Assert.Equal("all I have", await client.ReadToEndAsync());
        Assert.Equal(ConnectionEnd.Closed, client.End);
        Assert.NotEqual(ConnectionEnd.Open, await ended.Task.Within());
    }

    [Fact]
    public async Task Tunnel_ResetByTheClient_EndsAtTheOrigin()
    {
        var ended = new TaskCompletionSource<ConnectionEnd>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Agreeing);
            ended.SetResult(await connection.WaitForEndAsync());
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.AskAsync(Asking);
        client.Reset();

        Assert.NotEqual(ConnectionEnd.Open, await ended.Task.Within());
    }

    [Fact]
    public async Task Tunnel_ResetByTheOrigin_IsResetAtTheClientAndLogged()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Agreeing + "some");
            await connection.ReadTextAsync(4);
            connection.Reset();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.AskAsync(Asking);
        Assert.Equal("some", await client.ReadTextAsync(4));
        await client.SendAsync("more");

        Assert.Equal(ConnectionEnd.Reset, await client.WaitForEndAsync());
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task Tunnel_LeftIdle_IsClosedAtItsOwnTimeout()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Agreeing);
            await connection.WaitForEndAsync();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "pools.site.timeouts { read = 60s, tunnel = 500ms }");
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(101, (await client.AskAsync(Asking)).Status);

        Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync());
    }

    [Fact]
    public async Task Upgrade_ThatTheOriginDeclines_IsAnOrdinaryExchange()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 403 No\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\nno");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            var response = await client.AskAsync(Asking);
            Assert.Equal((403, "no", null), (response.Status, response.Body, response.Field("Upgrade")));
        }
    }

    [Fact]
    public async Task Upgrade_ThatTheOriginRequires_IsSaidToTheClient()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\nno");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        // RFC 9110 section 15.5.22: a 426 is nothing without it.
        Assert.Equal((426, "websocket", "no"), (response.Status, response.Field("Upgrade"), response.Body));
    }

    [Fact]
    public async Task Upgrade_AskedWithoutConnection_IsNotForwarded()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n");

        Assert.Null(origin.Request.Field("Upgrade"));
    }

    [Fact]
    public async Task Upgrade_ToAProtocolNotAskedFor_BecomesBadGateway()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: irc\r\n\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        Assert.Equal(502, (await proxy.AskAsync(Asking)).Status);
    }
}
