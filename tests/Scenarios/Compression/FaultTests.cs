using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Compression;

/// <summary>Whatever goes wrong is seen by the client, and nothing is left of the stream.</summary>
public sealed class FaultTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

    [Theory]
    [InlineData("Content-Length: 500000\r\n\r\n", "gzip")]
    [InlineData("Content-Length: 500000\r\n\r\n", "zstd")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nffffff\r\n", "br")]
    public async Task Body_ThatBreaksOff_IsSeenAsBroken(string framing, string coding)
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync($"{Head}{framing}{Encoded.Page(200_000)}"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Encoded.Get(coding));
        // A reset may overtake what was sent before it, the head included.
        Assert.DoesNotContain("\r\n0\r\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.NotEqual(ConnectionEnd.Open, client.End);
        await proxy.QuietAsync();
        Assert.Equal(1, proxy.Backend("site", origin).Failures);
        await proxy.NothingIsLeftAsync();
    }

    [Fact]
    public async Task SmallBody_ThatBreaksOff_IsAnErrorPage()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync($"{Head}Content-Length: 5000\r\n\r\n"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("gzip"));

        Assert.Equal((502, null, null), (response.Status, response.Field("Content-Encoding"), response.Field("ETag")));
    }

    [FactWith("curl")]
    public async Task Curl_OverHttp2_SeesThatABodyBrokeOff()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync($"{Head}Content-Length: 500000\r\n\r\n{Encoded.Page(200_000)}"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, $"{Encoded.On}, listeners.h2 {{ address = \"127.0.0.1:0\", protocols = [h2] }}");

        var (code, _, _) = await Tool.RunAsync("curl", "-sS", "--http2-prior-knowledge", "--compressed", "-o", "/dev/null", $"http://{proxy.Endpoint("h2")}/");

        Assert.NotEqual(0, code);
    }

    [Fact]
    public async Task Client_ThatResets_EndsTheExchangeAtTheOrigin()
    {
        var ended = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync($"{Head}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            await connection.WaitForEndAsync();
            ended.SetResult();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync(Encoded.Get("gzip"));
        await client.ReadThroughAsync("\r\n\r\n");
        await client.ReadSomeAsync();
        client.Reset();

        await ended.Task.Within();
        await proxy.QuietAsync();
        Assert.Equal(0, proxy.Backend("site", origin).Failures);
        await proxy.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Client_ThatStopsReading_StopsTheOriginAndLeavesNothingWhenItGoes()
    {
        var sent = new TaskCompletionSource<long>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync($"{Head}Content-Length: 1000000000\r\n\r\n");
            sent.SetResult(await Payload.SendUntilStalledAsync(connection, 1_000_000_000));
            await connection.WaitForEndAsync();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "defaults.route.compression { levels.gzip = 1 }");
        await using var client = await RawClient.ConnectAsync(proxy.Endpoint("web"), receiveBuffer: 4096);

        await client.SendAsync(Encoded.Get("gzip"));
        await client.ReadThroughAsync("\r\n\r\n");

        Assert.InRange(await sent.Task.Within(), 1, 900_000_000);
        Assert.InRange(proxy.Node.Supervision.Flows.Buffers.Outstanding, 0, 8);
        client.Reset();
        await proxy.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Clients_ThatComeAndGo_LeaveNothing()
    {
        var page = Encoded.Page(400_000);
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(page));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            await using var client = await proxy.ConnectAsync();
            if (i % 3 == 0)
            {
                Assert.Equal(page, (await client.AskAsync(Encoded.Get("gzip"))).Text());
                return;
            }

            await client.SendAsync(Encoded.Get("gzip"));
            if (i % 3 == 1)
                await client.ReadThroughAsync("\r\n\r\n");
            client.Reset();
        }));

        await proxy.QuietAsync();
        await proxy.NothingIsLeftAsync();
    }
}
