using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Scenarios.Harness;

/// <summary>The harness sees what it claims to see.</summary>
public sealed class HarnessTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", "hello", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nhel\r\n2\r\nlo\r\n0\r\nT: 1\r\n\r\n", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", "hello", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello", "hello", false)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent", "", false)]
    public async Task Message_IsReadByItsFraming_AndTruncationSeen(string bytes, string body, bool complete)
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync(bytes));
        await using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, origin.Port));

        var response = await client.AskAsync(Get);

        Assert.Equal((body, complete), (response.Body, response.IsComplete));
        Assert.Equal(Get, origin.Received);
    }

    [Fact]
    public async Task Reset_IsToldFromClose()
    {
        await using var origin = ScriptedOrigin.Start(
            connection => connection.ReadRequestAsync(),
            async connection =>
            {
                await connection.ReadRequestAsync();
                connection.Reset();
            });

        foreach (var end in new[] { ConnectionEnd.Closed, ConnectionEnd.Reset })
        {
            await using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, origin.Port));
            await client.SendAsync(Get);
            Assert.Equal(end, await client.WaitForEndAsync());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Proxy_WithARequestThatIsNotCountedOut_FailsTheTestAndIsStopped(bool isReloaded)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var other = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        var endpoint = proxy.Endpoint("web");
        Assert.True(proxy.Backend("site", origin).TryEnter());
        if (isReloaded)
            await proxy.ReloadAsync(ProxyUnderTest.Configuration([other]));

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => proxy.DisposeAsync(limit: new CancellationToken(canceled: true)));

        Assert.Equal("It did not come to pass that every request to a backend is counted out.", failure.Message);
        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(endpoint));
    }

    [Theory]
    [InlineData(1_000_003, true, 1_000_003, true)]
    [InlineData(1_000_003, false, 1_000_003, true)]
    [InlineData(1_000_002, false, 1_000_003, false)]
    public async Task Payload_SumsAloneWhatWasSent(long sent, bool chunked, long expected, bool same)
    {
        await using var origin = ScriptedOrigin.Start(connection => Payload.SendAsync(connection, sent, chunked));
        await using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, origin.Port));

        Assert.Equal(same, await Payload.ReadAsync(client, expected, chunked) == Payload.Sum(expected));
    }
}
