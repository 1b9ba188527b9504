namespace ActorProxy.Scenarios.Caching;

/// <summary>Parts of what is stored (RFC 9110 sections 13.1.5, 14.2, 15.3.7 and 15.5.17, RFC 9111 sections 3.3 and 3.4).</summary>
public sealed class RangeTests
{
    private const string Part = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 8-10/20\r\nContent-Length: 3\r\n\r\nabc";
    private const string Tag = "ETag: \"a\"";

    [Theory]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", "89", "bytes 8-9/10")]
    [InlineData("bytes=0-99", "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=0-1,2-3", "0123", "bytes 0-3/10")]
    public async Task Range_OnAHit_IsAPart(string range, string body, string contentRange)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("0123456789", Cached.Fresh, Tag, "Content-Type: text/plain"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Get("/", $"Range: {range}"));

        Assert.Equal((206, body, contentRange), (response.Status, response.Body, response.Field("Content-Range")));
        Assert.Equal(("\"a\"", "text/plain"), (response.Field("ETag"), response.Field("Content-Type")));
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Range_OutsideTheBody_Is416WithItsLength()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("0123456789", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Get("/", "Range: bytes=10-"));

        Assert.Equal((416, "", "bytes */10"), (response.Status, response.Body, response.Field("Content-Range")));
    }

    [Theory]
    [InlineData("GET", "bytes=x")]
    [InlineData("GET", "lines=1-2")]
    [InlineData("GET", "bytes=0-1,5-6")]
    [InlineData("HEAD", "bytes=0-1")]
    public async Task Range_ThatDoesNotCount_GivesTheWhole(string method, string range)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("0123456789", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Request(method, "/", $"Range: {range}"));

        Assert.Equal((200, "10"), (response.Status, response.Field("Content-Length")));
    }

    [Theory]
    [InlineData("\"a\"", 206)]
    [InlineData("\"b\"", 200)]
    [InlineData("W/\"a\"", 200)]
    [InlineData("Sun, 06 Nov 2005 08:49:37 GMT", 206)]
    [InlineData("Sun, 06 Nov 2005 08:49:38 GMT", 200)]
    public async Task IfRange_LetsTheRangeCount_OnAStrongMatch(string ifRange, int status)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("0123456789", Cached.Fresh, Tag, "Last-Modified: Sun, 06 Nov 2005 08:49:37 GMT"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal(status, (await proxy.AskAsync(Cached.Get("/", "Range: bytes=0-1", $"If-Range: {ifRange}"))).Status);
    }

    [Fact]
    public async Task Condition_ThatHolds_ComesBeforeTheRange()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("0123456789", Cached.Fresh, Tag));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal(304, (await proxy.AskAsync(Cached.Get("/", "Range: bytes=0-1", "If-None-Match: \"a\""))).Status);
    }

    [Fact]
    public async Task Range_OnAMiss_FetchesTheWhole_AndGivesThePart()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("0123456789", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        var part = await proxy.AskAsync(Cached.Get("/", "Range: bytes=2-4"));

        Assert.Equal((206, "234"), (part.Status, part.Body));
        Assert.Null(origin.Request.Field("Range"));
        Assert.Equal("0123456789", (await proxy.AskAsync(Cached.Get())).Body);
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Range_WhileTheBodyArrives_IsGivenAsItComes()
    {
        var mayEnd = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\n01234");
            await mayEnd.Task.Within();
            await connection.SendAsync("56789");
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var waiting = await proxy.ConnectAsync();
        await waiting.SendAsync(Cached.Get());
        await waiting.ReadThroughAsync("\r\n\r\n01234");

        var part = await proxy.AskAsync(Cached.Get("/", "Range: bytes=1-3"));

        mayEnd.SetResult();
        Assert.Equal((206, "123"), (part.Status, part.Body));
    }

    [Theory]
    [InlineData("Cache-Control: max-age=60")]
    [InlineData("Cache-Control: max-age=60", "ETag: \"a\"")]
    public async Task Part_FromTheOrigin_IsNeverStored(params string[] fields)
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-2/10\r\n" +
            string.Concat(fields.Select(field => field + "\r\n")) + "Content-Length: 3\r\n\r\n012");
        await using var proxy = await Cached.InFrontOfAsync(origin);

        Assert.Equal(206, (await proxy.AskAsync(Cached.Get("/", "Range: bytes=0-2"))).Status);
        var again = await proxy.AskAsync(Cached.Get());

        Assert.False(again.IsHit());
        Assert.Equal(0, proxy.Store().Count);
    }

    /// <summary>What is not stored is not fetched as a whole for the sake of a part: neither for this client, nor for the next.</summary>
    [Theory]
    [InlineData("Cache-Control: max-age=60")]
    [InlineData("Cache-Control: no-store")]
    public async Task Range_OfWhatIsTooLargeOrNotStored_IsAskedOfTheOrigin(string field)
    {
        await using var origin = ScriptedOrigin.Start(
            async whole =>
            {
                await whole.AnswerOnceAsync($"HTTP/1.1 200 OK\r\n{field}\r\nContent-Length: 9000000\r\n\r\n0123456789");
                await whole.ReadToEndAsync();
            },
            others => others.ServeAsync(_ => Part));
        await using var proxy = await Cached.InFrontOfAsync(origin, "max-object = 1MiB");

        for (var i = 0; i < 2; i++)
        {
            var part = await proxy.AskAsync(Cached.Get("/", "Range: bytes=8000000-8000002"));
            Assert.Equal((206, "abc"), (part.Status, part.Body));
        }

        Assert.Equal([null, "bytes=8000000-8000002", "bytes=8000000-8000002"], origin.Requests.Select(request => request.Field("Range")));
    }

    /// <summary>The whole goes on coming; who wants what is at its end does not wait for it.</summary>
    [Fact]
    public async Task Range_FarBehindWhatHasCome_IsAskedOfTheOrigin_WhileTheWholeIsStored()
    {
        var mayEnd = new TaskCompletionSource();
        var rest = new string('x', 2_000_000 - 10);
        await using var origin = ScriptedOrigin.Start(
            async whole =>
            {
                await whole.AnswerOnceAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 2000000\r\n\r\n0123456789");
                await mayEnd.Task.Within();
                await whole.SendAsync(rest);
            },
            others => others.ServeAsync(_ => Part));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        var far = await proxy.AskAsync(Cached.Get("/", "Range: bytes=1900000-1900002"));
        var near = await proxy.AskAsync(Cached.Get("/", "Range: bytes=2-4"));
        var patient = proxy.AskAsync(Cached.Get("/", "Range: bytes=1900000-1900002", "Cache-Control: only-if-cached"));
        mayEnd.SetResult();
        var stored = await proxy.AskAsync(Cached.Get());
        var later = await proxy.AskAsync(Cached.Get("/", "Range: bytes=1900000-1900002"));

        Assert.Equal((206, "abc", "fwd=partial"), (far.Status, far.Body, far.Did()));
        Assert.Equal((206, "234"), (near.Status, near.Body));
        Assert.Equal((2_000_000, "xxx", "xxx"), (stored.Body.Length, later.Body, (await patient).Body));
        Assert.Equal([null, "bytes=1900000-1900002"], origin.Requests.Select(request => request.Field("Range")));
    }
}
