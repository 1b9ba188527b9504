using System.Diagnostics;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Framing;

/// <summary>
/// Whatever comes in on one side, what goes out on the other is strictly framed HTTP, nothing hangs, nothing is a bug.
/// Each run takes other seeds for a few seconds; a failure names its seed.
/// </summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    private static readonly string[] Requests =
    [
        "POST /a?b=c HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhelloGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n5;x=\"y\"\r\nhello\r\n0\r\nT: 1\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://u.example:80/x%2F..;/y HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-A\r\nX-A: 1\r\nTE: trailers\r\nVia: 1.0 b\r\n\r\n",
        "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: [::1]:80\r\nExpect: 100-continue\r\nContent-Length: 5\r\nCookie: a=b; c=d\r\n\r\nhello",
    ];

    private static readonly string[] Responses =
    [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: 1\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\nConnection: X-A\r\nX-A: 1\r\n\r\n",
        "HTTP/1.0 304 Not Modified\r\nContent-Length: 5\r\nETag: \"x\"\r\nConnection: keep-alive\r\n\r\n",
        "HTTP/1.1 200 OK\r\nServer: x\r\nDate: Thu, 01 Jan 2015 00:00:00 GMT\r\n\r\nuntil the end",
    ];

    [Fact]
    public async Task BrokenRequests_ReachTheOriginAsStrictOnesOrNotAtAll()
    {
        await RunAsync(async seed =>
        {
            await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
            await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
            for (var i = 0; i < 50; i++)
            {
                var request = new Mutator(seed + i).Break(Requests[i % Requests.Length]);
                var said = await TalkAsync(proxy, request);
                Assert.True(StrictMessages.FaultOfResponses(said) is null, $"seed {seed + i}: {StrictMessages.FaultOfResponses(said)}\nto\n{request}");
            }

            foreach (var received in origin.ReceivedByConnection)
                Assert.True(StrictMessages.FaultOfRequests(received) is null, $"seed {seed}: {StrictMessages.FaultOfRequests(received)}");
            Assert.Equal(200, (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
        });
    }

    [Fact]
    public async Task BrokenResponses_ReachTheClientAsStrictOnesOrNotAtAll()
    {
        await RunAsync(async seed =>
        {
            var next = seed;
            await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync(Broken(Interlocked.Increment(ref next))));
            await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
            for (var i = 0; i < 50; i++)
            {
                var said = await TalkAsync(proxy, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                Assert.True(StrictMessages.FaultOfResponses(said) is null, $"seed {seed}, {i}: {StrictMessages.FaultOfResponses(said)}\nof\n{Broken(seed + 1 + i)}");
            }
        });
    }

    private static string Broken(int seed) => new Mutator(seed).Break(Responses[(uint)seed % Responses.Length]);

    private static async Task RunAsync(Func<int, Task> round)
    {
        var spent = Stopwatch.StartNew();
        do
            await round(Random.Shared.Next(1_000_000_000));
        while (spent.Elapsed < Budget);
    }

    // Everything that comes back until the proxy has nothing more to say.
    private static async Task<string> TalkAsync(ProxyUnderTest proxy, string request)
    {
        await using var client = await proxy.ConnectAsync();
        try
        {
            await client.SendAsync(request);
            client.HalfClose();
        }
        catch (IOException)
        {
            // Cut off while sending, as it may be.
        }

        return await client.ReadToEndAsync();
    }
}
