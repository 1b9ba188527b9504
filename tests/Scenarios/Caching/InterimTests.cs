namespace ActorProxy.Scenarios.Caching;

/// <summary>1xx responses of a fetch are for the client who waits for it, and are never stored (RFC 9111 section 3, RFC 9110 section 15.2).</summary>
public sealed class InterimTests
{
    private const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\nX-Hint: a\r\n\r\n";

    [Fact]
    public async Task EarlyHints_OfAMiss_ReachItsClient_AndAreNotStored()
    {
        await using var origin = ScriptedOrigin.Answering(Hints + Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(Hints, (await client.AskAsync(Cached.Get())).Head);
        var missed = await client.ReadResponseAsync();
        var hit = await client.AskAsync(Cached.Get());

        Assert.Equal((200, "a", false), (missed.Status, missed.Body, missed.IsHit()));
        Assert.Equal((200, "a", true), (hit.Status, hit.Body, hit.IsHit()));
        Assert.Empty(missed.Values("X-Hint").Concat(hit.Values("X-Hint")));
    }

    [Fact]
    public async Task EarlyHints_OfWhatIsNotStored_ReachTheClient()
    {
        await using var origin = ScriptedOrigin.Answering(Hints + Cached.Ok("a", "Cache-Control: no-store"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(Hints, (await client.AskAsync(Cached.Get())).Head);
            Assert.Equal("a", (await client.ReadResponseAsync()).Body);
        }
    }

    [Fact]
    public async Task EarlyHints_OfAFetchThatIsShared_AreForWhoAskedFirst()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Hints);
            await mayAnswer.Task;
            await connection.SendAsync(Cached.Ok("a", Cached.Fresh));
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var first = await proxy.ConnectAsync();
        Assert.Equal(103, (await first.AskAsync(Cached.Get())).Status);
        var second = proxy.AskAsync(Cached.Get());
        await proxy.BusyAsync(2);

        mayAnswer.SetResult();

        Assert.Equal("a", (await first.ReadResponseAsync()).Body);
        Assert.Equal((200, "a"), await second is var shared ? (shared.Status, shared.Body) : default);
    }

    /// <summary>The client that made the fetch necessary has had its answer: what comes then would be in the way of another.</summary>
    [Fact]
    public async Task EarlyHints_OfAFetchBehindTheClientsBack_AreDropped()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync(Cached.Ok("old", Cached.Stale + ", stale-while-revalidate=60"));
            await connection.ServeAsync(_ => Hints + Cached.Ok("new", Cached.Fresh));
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();
        await client.AskAsync(Cached.Get());

        Assert.Equal("old", (await client.AskAsync(Cached.Get())).Body);
        await origin.UntilAsync(it => it.Requests.Count == 2);
        RawMessage answer;
        do
        {
            answer = await client.AskAsync(Cached.Get());
            Assert.Equal(200, answer.Status);
        }
        while (answer.Body == "old");

        Assert.Equal("new", answer.Body);
    }
}
