using System.Net;

namespace ActorProxy.Scenarios.Exchange;

/// <summary>Many exchanges at once on few connections: everybody gets their own answer, and nobody that of someone who left.</summary>
public sealed class ConcurrencyTests
{
    [Theory]
    [InlineData("Content-Length", 0.0)]
    [InlineData("chunked", 0.0)]
    [InlineData("Content-Length", 0.2)]
    [InlineData("chunked", 0.2)]
    public async Task Answers_GoToThoseWhoAsked(string framing, double leaving)
    {
        await using var origin = ScriptedOrigin.Answering(Echo);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await Task.WhenAll(Enumerable.Range(0, 24).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            for (var i = 0; i < 10; i++)
                await ConverseAsync(proxy, $"{client}-{i}", framing == "chunked", random, leaving);
        })));

        Assert.Equal(0, proxy.Backend("site", origin).Failures);
    }

    [Fact]
    public async Task ConnectionLeftInTheMiddle_ServesNobodyElse()
    {
        await using var origin = ScriptedOrigin.Start(
            async connection =>
            {
                await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst half");
                await connection.SendAsync(new string('x', 90) + ScriptedOrigin.Ok);
                await connection.WaitForEndAsync();
            },
            connection => connection.ServeAsync(_ => "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfresh"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await using (var leaving = await proxy.ConnectAsync())
        {
            await leaving.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await leaving.ReadThroughAsync("first");
            leaving.Reset();
        }

        Assert.Equal("fresh", (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Body);
    }

    [Fact]
    public async Task Http2Streams_GivenUpInTheMiddle_LeaveTheOthersAlone()
    {
        await using var origin = ScriptedOrigin.Answering(Echo);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "listeners.web.protocols = [h2]");
        using var client = new HttpClient { BaseAddress = new Uri($"http://{proxy.Endpoint("web")}"), Timeout = Patience.Limit };

        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            using var leave = new CancellationTokenSource();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            request.Content = new StringContent($"<{i}>" + new string('b', i * 100));
            var sending = client.SendAsync(request, leave.Token);
            if (i % 3 == 0)
                await leave.CancelAsync();
            try
            {
                using var answer = await sending;
                Assert.StartsWith($"<{i}>", await answer.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(0, i % 3);
            }
        }));
    }

    private static string Echo(RawMessage request) => request.Field("Transfer-Encoding") is null
        ? $"HTTP/1.1 200 OK\r\nContent-Length: {request.Body.Length}\r\n\r\n{request.Body}"
        : $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{request.Body.Length:x}\r\n{request.Body}\r\n0\r\n\r\n";

    // Some requests on one connection; with some probability the client leaves before, during or after its answer.
    private static async Task ConverseAsync(ProxyUnderTest proxy, string name, bool chunked, Random random, double leaving)
    {
        await using var client = await proxy.ConnectAsync();
        for (var i = 0; i < 5; i++)
        {
            var body = $"<{name}-{i}>" + new string('b', random.Next(random.Next(40_000)));
            await client.SendAsync(chunked
                ? $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n"
                : $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            if (random.NextDouble() < leaving)
            {
                await client.ReadTextAsync(random.Next(60));
                client.Reset();
                return;
            }

            var response = await client.ReadResponseAsync();
            Assert.True(response.Status == 200 && response.Body == body, $"{name}-{i} got {response.Head} {response.Body.Length}");
        }
    }
}
