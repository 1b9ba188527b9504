using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Scenarios.Caching;

/// <summary>What is stale is asked about, and confirmed or replaced (RFC 9111 sections 4.3.1 to 4.3.5).</summary>
public sealed class RevalidationTests
{
    private const string Tag = "ETag: \"a\"";

    [Fact]
    public async Task StaleResponse_IsConfirmedByItsValidators_AndUpdated()
    {
        var changed = Cached.Date(-1000);
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok("hello", Cached.Stale, Tag, $"Last-Modified: {changed}", "X-A: old", "Content-Language: en")
            : Cached.NotModified(Cached.Fresh, Tag, "X-A: new", "Content-Length: 99", $"Date: {Cached.Date(0)}"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var confirmed = await proxy.AskAsync(Cached.Get());
        var hit = await proxy.AskAsync(Cached.Get());

        Assert.Equal(("\"a\"", changed), (origin.Requests[1].Field("If-None-Match"), origin.Requests[1].Field("If-Modified-Since")));
        Assert.Equal((200, "hello", "fwd=stale; fwd-status=304; stored"), (confirmed.Status, confirmed.Body, confirmed.Did()));
        Assert.Equal(("new", "en", "5"), (confirmed.Field("X-A"), confirmed.Field("Content-Language"), confirmed.Field("Content-Length")));
        Assert.True(hit.IsHit());
        Assert.Equal(("hello", "new"), (hit.Body, hit.Field("X-A")));
        Assert.Equal(2, origin.Requests.Count);
    }

    /// <summary>RFC 9110 section 6.6.1: a confirmation without Date was made now, whatever the stored Date says.</summary>
    [Fact]
    public async Task Confirmation_WithoutDate_MakesFreshAgain()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok("hello", Cached.Fresh, Tag, $"Date: {Cached.Date(-500)}")
            : Cached.NotModified(Tag));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());
        await proxy.AskAsync(Cached.Get());

        Assert.True((await proxy.AskAsync(Cached.Get())).IsHit());
    }

    [Fact]
    public async Task StaleResponse_ThatHasChanged_IsReplaced()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok("old", Cached.Stale, Tag)
            : Cached.Ok("new", Cached.Fresh, "ETag: \"b\""));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal("new", (await proxy.AskAsync(Cached.Get())).Body);
        Assert.Equal(("new", "\"b\""), await proxy.AskAsync(Cached.Get()) is var hit ? (hit.Body, hit.Field("ETag")) : default);
        Assert.Equal(1, proxy.Store().Count);
    }

    /// <summary>RFC 9111 section 4.3.4: a confirmation of something that is not stored must update nothing.</summary>
    [Fact]
    public async Task Confirmation_OfAnotherTag_IsNotUsed()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok("whole", Cached.Stale, Tag)
            : Cached.NotModified(Cached.Fresh, "ETag: \"other\"", "X-A: of another"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Get());

        Assert.Equal((200, "whole", null), (response.Status, response.Body, response.Field("X-A")));
        Assert.Equal([null, "\"a\"", null], origin.Requests.Select(request => request.Field("If-None-Match")));
    }

    /// <summary>RFC 9111 section 4.3.1: the conditions of the client and those of the cache are apart.</summary>
    [Fact]
    public async Task ConditionsOfTheClient_DoNotReachTheOrigin()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") == "\"a\"" ? Cached.NotModified(Cached.Stale, Tag) : Cached.Ok("hello", Cached.Stale, Tag));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        var miss = await proxy.AskAsync(Cached.Get("/", "If-None-Match: \"mine\""));
        var other = await proxy.AskAsync(Cached.Get("/", "If-None-Match: \"mine\""));
        var same = await proxy.AskAsync(Cached.Get("/", "If-None-Match: \"a\""));

        Assert.Equal((200, 200, 304), (miss.Status, other.Status, same.Status));
        Assert.Equal([null, "\"a\"", "\"a\""], origin.Requests.Select(request => request.Field("If-None-Match")));
    }

    [Fact]
    public async Task ServerError_InReplyToTheQuestion_LeavesWhatIsStored()
    {
        var ill = false;
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null ? Cached.Ok("hello", Cached.Stale, Tag)
            : Volatile.Read(ref ill) ? Cached.Answer("503 Busy", "busy") : Cached.NotModified(Cached.Stale, Tag));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Volatile.Write(ref ill, true);
        Assert.Equal(503, (await proxy.AskAsync(Cached.Get())).Status);
        Volatile.Write(ref ill, false);

        Assert.Equal((200, "hello"), await proxy.AskAsync(Cached.Get()) is var response ? (response.Status, response.Body) : default);
    }

    /// <summary>RFC 9111 section 3: what may not be stored any more leaves, and is nobody else's.</summary>
    [Theory]
    [InlineData("Cache-Control: private")]
    [InlineData("Cache-Control: no-store")]
    public async Task Confirmation_ThatForbidsStoring_TakesOutWhatIsStored(string field)
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null ? Cached.Ok("hello", Cached.Stale, Tag) : Cached.NotModified(field, Tag));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal("hello", (await proxy.AskAsync(Cached.Get())).Body);

        Assert.Equal(0, proxy.Store().Count);
    }

    /// <summary>RFC 9111 section 4.3.5.</summary>
    [Theory]
    [InlineData("ETag: \"a\"", "5", true)]
    [InlineData("ETag: \"b\"", "5", false)]
    [InlineData("ETag: \"a\"", "6", false)]
    public async Task Head_ConfirmsWhatIsStored_OrTakesItOut(string tag, string length, bool confirms)
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Method == "GET"
            ? Cached.Ok("hello", Cached.Stale, Tag, "X-A: old")
            : $"HTTP/1.1 200 OK\r\n{Cached.Fresh}\r\n{tag}\r\nX-A: new\r\nContent-Length: {length}\r\n\r\n");
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        await proxy.AskAsync(Cached.Request("HEAD"));
        var response = await proxy.AskAsync(Cached.Get());

        Assert.Equal((confirms, confirms ? "new" : "old"), (response.IsHit(), response.Field("X-A")));
    }

    [Fact]
    public async Task Head_AnsweredAfterAPurge_BringsNothingBack()
    {
        var purged = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is { IsComplete: true } request)
            {
                if (request.Method == "HEAD")
                    await purged.Task.Within();
                await connection.SendAsync(request.Method == "HEAD"
                    ? $"HTTP/1.1 200 OK\r\n{Cached.Fresh}\r\n{Tag}\r\nContent-Length: 5\r\n\r\n"
                    : Cached.Ok("hello", Cached.Stale, Tag));
            }
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var head = proxy.AskAsync(Cached.Request("HEAD"));
        await origin.UntilAsync(it => it.Requests.Count == 2);
        proxy.Store().Purge(new CachePurge(IsSoft: false));
        purged.SetResult();
        await head;

        Assert.Equal(0, proxy.Store().Count);
    }
}
