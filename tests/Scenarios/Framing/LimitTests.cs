using System.Net.Sockets;

namespace ActorProxy.Scenarios.Framing;

/// <summary>What a client may send at most, and how slowly.</summary>
public sealed class LimitTests
{
    private const string Small = "limits { request-line = 1KiB, header-bytes = 4KiB, header-count = 20, max-body = 1KiB }";

    [Theory]
    [InlineData(414, "request line", 2000, 0, 0)]
    [InlineData(431, "one header", 0, 5000, 1)]
    [InlineData(431, "many headers", 0, 4, 21)]
    public async Task Head_TooLarge_IsRefused(int status, string what, int target, int value, int count)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Small);
        await using var client = await proxy.ConnectAsync();

        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('v', value)}\r\n"));
        var response = await client.AskAsync($"GET /{new string('t', target)} HTTP/1.1\r\nHost: a\r\n{headers}\r\n");

        Assert.True(response.Status == status, $"{what}: {response}");
        Assert.Equal("", await client.ReadToEndAsync());
        Assert.Empty(origin.Requests);
    }

    [Theory]
    [InlineData("Content-Length: 1025\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n401\r\n")]
    public async Task Body_TooLarge_IsRefused(string framing)
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            if (await connection.ReadRequestAsync() is { IsComplete: true })
                await connection.SendAsync(ScriptedOrigin.Ok);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Small);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\n{framing}{new string('b', 1025)}");
        var response = await client.ReadResponseAsync();

        Assert.Equal(413, response.Status);
        Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync());
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Body_OfExactlyTheLimit_IsForwarded()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Small);

        var counted = await proxy.AskAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1024\r\n\r\n{new string('b', 1024)}");
        var chunked = await proxy.AskAsync($"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n{new string('b', 1024)}\r\n0\r\n\r\n");

        Assert.Equal((200, 200), (counted.Status, chunked.Status));
    }

    [Fact]
    public async Task Body_WithinTheRoutesOwnLimit_IsForwarded()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              limits.max-body = 10
              pools.site.backends = [ "{{origin.Url}}" ]
              routes = [ { name = site, path = "/", pool = site }
                         { name = upload, path = "/upload", pool = site, limits.max-body = 20 } ]
            }
            """);

        var small = await proxy.AskAsync("POST /else HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n01234567890123456789");
        var large = await proxy.AskAsync("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n01234567890123456789");

        Assert.Equal((413, 200), (small.Status, large.Status));
    }

    [Fact]
    public async Task Head_ThatNeverEnds_IsCutOffAtTheHeaderTimeout()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "limits.header-timeout = 1s");
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX: ");
        var said = await client.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 408 ", said, StringComparison.Ordinal);
        Assert.NotEqual(ConnectionEnd.Open, client.End);
    }

    [Fact]
    public async Task Connection_LeftIdle_IsClosedAtTheKeepAliveTimeout()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "limits.keep-alive-timeout = 1s");
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(200, (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);

        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Connection_BeyondTheLimit_IsClosedAndTheOthersGoOn()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "limits.max-connections = 2");
        await using var first = await proxy.ConnectAsync();
        await using var second = await proxy.ConnectAsync();
        Assert.Equal(200, (await first.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
        Assert.Equal(200, (await second.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);

        await using var third = await proxy.ConnectAsync();
        Assert.NotEqual(ConnectionEnd.Open, await third.WaitForEndAsync());

        Assert.Equal(200, (await first.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
        first.Close();
        await Patience.UntilAsync(async () => await AcceptedAsync(proxy));
    }

    [Fact]
    public async Task Sender_BelowTheMinimumRate_IsCutOff()
    {
        var seen = new TaskCompletionSource<RawMessage?>();
        await using var origin = ScriptedOrigin.Start(async connection => seen.SetResult(await connection.ReadRequestAsync()));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "limits { min-body-rate = 1024, min-body-rate-grace = 2s }");
        await using var client = await proxy.ConnectAsync();

        var response = await client.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nslow");

        Assert.Equal(408, response.Status);
        Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync());
        Assert.False(await seen.Task.Within() is { IsComplete: true });
    }

    [Fact]
    public async Task Reader_BelowTheMinimumRate_IsCutOffAndTheOriginLetGo()
    {
        var left = new TaskCompletionSource<bool>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            left.SetResult(await SendUntilRefusedAsync(connection));
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "limits { min-body-rate = 1024, slow-reader-grace = 2s }");
        await using var client = await RawClient.ConnectAsync(proxy.Endpoint("web"), receiveBuffer: 4096);

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.True(await left.Task.Within());
    }

    private static async Task<bool> SendUntilRefusedAsync(OriginConnection connection)
    {
        try
        {
            while (true)
                await connection.SendAsync(new byte[64 * 1024]);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task<bool> AcceptedAsync(ProxyUnderTest proxy)
    {
        try
        {
            return (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).Status == 200;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            return false;
        }
    }
}
