namespace ActorProxy.Scenarios.Caching;

/// <summary>Conditions of clients, answered by what is stored (RFC 9111 section 4.3.2, RFC 9110 sections 13.1 and 13.2.2).</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData(304, "If-None-Match: \"a\"")]
    [InlineData(304, "If-None-Match: W/\"a\"")]
    [InlineData(304, "If-None-Match: \"x\", \"a\"")]
    [InlineData(304, "If-None-Match: \"x\"", "If-None-Match: \"a\"")]
    [InlineData(304, "If-None-Match: *")]
    [InlineData(304, "If-None-Match: \"a\"", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData(200, "If-None-Match: \"b\"")]
    [InlineData(200, "If-None-Match: \"b\"", "If-Modified-Since: Sun, 06 Nov 2094 08:49:37 GMT")]
    [InlineData(304, "If-Modified-Since: Sun, 06 Nov 2005 08:49:37 GMT")]
    [InlineData(304, "If-Modified-Since: Sunday, 06-Nov-05 08:49:37 GMT")]
    [InlineData(200, "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData(200, "If-Modified-Since: never")]
    [InlineData(200, "If-Match: \"b\"")]
    public async Task Condition_OnAHit_IsAnsweredFromTheCache(int status, params string[] fields)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("hello", Cached.Fresh, "ETag: \"a\"", "Last-Modified: Sun, 06 Nov 2005 08:49:37 GMT", "Content-Type: text/plain", "Vary: X"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Get("/", fields));

        Assert.Equal((status, status == 304 ? "" : "hello", true), (response.Status, response.Body, response.IsHit()));
        Assert.Single(origin.Requests);
    }

    /// <summary>RFC 9110 section 15.4.5: which fields a 304 carries.</summary>
    [Fact]
    public async Task NotModified_CarriesWhatTheClientsCopyNeeds()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("hello", Cached.Fresh, "ETag: \"a\"", "Vary: X", "Content-Location: /a", "Content-Type: text/plain", "Expires: Sun, 06 Nov 2094 08:49:37 GMT"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Get("/", "If-None-Match: \"a\""));

        Assert.All(["Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Vary", "Age"], name => Assert.NotNull(response.Field(name)));
        Assert.All(["Content-Length", "Content-Type"], name => Assert.Null(response.Field(name)));
    }

    [Fact]
    public async Task Condition_OnAMiss_IsJudgedByWhatCame()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("hello", Cached.Fresh, "ETag: \"a\""));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        Assert.Equal(304, (await proxy.AskAsync(Cached.Get("/", "If-None-Match: \"a\""))).Status);
        Assert.Equal("hello", (await proxy.AskAsync(Cached.Get())).Body);
        Assert.Single(origin.Requests);
    }

    /// <summary>RFC 9110 section 13.2.1: a condition does not count where the answer without it is no success.</summary>
    [Fact]
    public async Task Condition_OnAStoredError_DoesNotCount()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Answer("404 Not Found", "no", Cached.Fresh, "ETag: \"a\""));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal(404, (await proxy.AskAsync(Cached.Get("/", "If-None-Match: \"a\""))).Status);
    }

    [Fact]
    public async Task Head_WithACondition_IsAnsweredAlike()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("hello", Cached.Fresh, "ETag: \"a\""));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal(304, (await proxy.AskAsync(Cached.Request("HEAD", "/", "If-None-Match: \"a\""))).Status);
    }
}
