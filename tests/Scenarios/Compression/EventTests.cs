using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Compression;

/// <summary>What comes piece by piece goes on piece by piece: the encoder is flushed whenever the origin pauses.</summary>
public sealed class EventTests
{
    [Theory]
    [InlineData("gzip", "text/event-stream", "Transfer-Encoding: chunked\r\n")]
    [InlineData("br", "text/event-stream", "Transfer-Encoding: chunked\r\n")]
    [InlineData("zstd", "text/event-stream", "Transfer-Encoding: chunked\r\n")]
    [InlineData("gzip", "text/event-stream", "")]
    [InlineData("gzip", "application/x-ndjson", "Transfer-Encoding: chunked\r\n")]
    public async Task Event_ReachesTheClient_BeforeTheNextOneIsSent(string coding, string type, string framing)
    {
        var seen = new SemaphoreSlim(0);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{framing}\r\n");
            for (var i = 0; i < 5 && await seen.WaitAsync(Patience.Limit); i++)
                await connection.SendAsync(framing.Length > 0 ? $"8\r\nevent {i};\r\n" : $"event {i};");
            await seen.WaitAsync(Patience.Limit);
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Encoded.Get(coding));
        var head = await client.ReadThroughAsync("\r\n\r\n");
        Assert.Contains($"Content-Encoding: {coding}", head, StringComparison.Ordinal);
        var (body, text) = ("", "");
        for (var i = 0; i < 5; i++)
        {
            seen.Release();
            while (!text.EndsWith($"event {i};", StringComparison.Ordinal))
            {
                var size = await client.ReadThroughAsync("\r\n");
                body += await client.ReadTextAsync(Convert.ToInt32(size.Trim(), 16));
                await client.ReadTextAsync(2);
                text = Encoded.Decode(coding, body);
            }
        }

        seen.Release();
    }

    [Fact]
    public async Task Head_OfABodyThatIsSlowToBegin_ReachesTheClientAtOnce()
    {
        var seen = new SemaphoreSlim(0);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
            await seen.WaitAsync(Patience.Limit);
            await connection.SendAsync("4\r\nbody\r\n0\r\n\r\n");
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Encoded.Get("gzip"));
        Assert.EndsWith("\r\n\r\n", await client.ReadThroughAsync("\r\n\r\n"), StringComparison.Ordinal);
        seen.Release();
        Assert.EndsWith("0\r\n\r\n", await client.ReadThroughAsync("0\r\n\r\n"), StringComparison.Ordinal);
    }
}
