namespace ActorProxy.Scenarios.Exchange;

/// <summary>Every piece of a body goes on as soon as it is there.</summary>
public sealed class StreamingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [InlineData("Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n", "5\r\nevent\r\n")]
    [InlineData("Content-Type: text/event-stream\r\n", "event")]
    [InlineData("Content-Length: 10\r\n", "event")]
    public async Task Event_ReachesTheClient_BeforeTheNextOneIsSent(string fields, string piece)
    {
        var seen = new SemaphoreSlim(0);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync($"HTTP/1.1 200 OK\r\n{fields}\r\n");
            await seen.WaitAsync(Patience.Limit);
            await connection.SendAsync(piece);
            await seen.WaitAsync(Patience.Limit);
            await connection.SendAsync(piece);
            await seen.WaitAsync(Patience.Limit);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Get);
        foreach (var expected in new[] { "\r\n\r\n", "event", "event" })
        {
            Assert.EndsWith(expected, await client.ReadThroughAsync(expected), StringComparison.Ordinal);
            seen.Release();
        }
    }

    [Theory]
    [InlineData("Content-Length: 10", "event")]
    [InlineData("Transfer-Encoding: chunked", "5\r\nevent\r\n")]
    public async Task PieceOfAnUpload_ReachesTheOrigin_BeforeTheNextOneIsSent(string framing, string piece)
    {
        var seen = new SemaphoreSlim(0);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            for (var i = 0; i < 2; i++)
            {
                await connection.ReadThroughAsync("event");
                seen.Release();
            }
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n");
        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync(piece);
            Assert.True(await seen.WaitAsync(Patience.Limit));
        }
    }
}
