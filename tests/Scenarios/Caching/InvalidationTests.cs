namespace ActorProxy.Scenarios.Caching;

/// <summary>Unsafe methods throw away what they may have changed (RFC 9111 section 4.4).</summary>
public sealed class InvalidationTests
{
    [Theory]
    [InlineData("POST", "200 OK", true)]
    [InlineData("PUT", "204 No Content", true)]
    [InlineData("DELETE", "202 Accepted", true)]
    [InlineData("PATCH", "200 OK", true)]
    [InlineData("FOO", "200 OK", true)]
    [InlineData("POST", "303 See Other", true)]
    [InlineData("POST", "404 Not Found", false)]
    [InlineData("POST", "500 Ill", false)]
    [InlineData("OPTIONS", "200 OK", false)]
    public async Task UnsafeMethod_ThatSucceeds_ThrowsAwayItsUrl(string method, string status, bool thrown)
    {
        await using var origin = Origin(status);
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/x"));

        await proxy.AskAsync(Cached.Request(method, "/x", "Content-Length: 0"));

        Assert.Equal(!thrown, (await proxy.AskAsync(Cached.Get("/x"))).IsHit());
    }

    [Theory]
    [InlineData("Location: /x")]
    [InlineData("Location: x")]
    [InlineData("Location: http://a/x")]
    [InlineData("Location: HTTP://A:80/x")]
    [InlineData("Location: http://a/x#part")]
    [InlineData("Content-Location: /x")]
    [InlineData("content-location: http://a/x")]
    [InlineData("LOCATION: /x")]
    public async Task UrlsThatTheAnswerNames_OnTheSameSite_AreThrownAway(string field)
    {
        await using var origin = Origin("201 Created", field);
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/x"));

        await proxy.AskAsync(Cached.Request("POST", "/y", "Content-Length: 0"));

        Assert.False((await proxy.AskAsync(Cached.Get("/x"))).IsHit());
    }

    /// <summary>Else one site could empty the cache of another.</summary>
    [Theory]
    [InlineData("201 Created", "Location: http://b/x")]
    [InlineData("201 Created", "Location: //b/x")]
    [InlineData("201 Created", "Location: https://a/x")]
    [InlineData("201 Created", "Location: http://a:8080/x")]
    [InlineData("201 Created", "Content-Location: http://b/x")]
    [InlineData("201 Created", "Location: ::not a url")]
    [InlineData("400 Bad", "Location: /x")]
    [InlineData("500 Ill", "Content-Location: /x")]
    public async Task UrlsThatTheAnswerNames_ElsewhereOrInAnError_Stay(string status, string field)
    {
        await using var origin = Origin(status, field);
        await using var proxy = await Cached.InFrontOfAsync(origin);
        foreach (var host in new[] { "a", "b", "a:8080" })
            await proxy.AskAsync($"GET /x HTTP/1.1\r\nHost: {host}\r\n\r\n");

        await proxy.AskAsync(Cached.Request("POST", "/y", "Content-Length: 0"));

        foreach (var host in new[] { "a", "b", "a:8080" })
            Assert.True((await proxy.AskAsync($"GET /x HTTP/1.1\r\nHost: {host}\r\n\r\n")).IsHit());
    }

    [Fact]
    public async Task AllVariants_AreThrownAway()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh, "Vary: X"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/", "X: 1"));
        await proxy.AskAsync(Cached.Get("/", "X: 2"));

        await proxy.AskAsync(Cached.Request("PUT", "/", "Content-Length: 0"));

        Assert.Equal(0, proxy.Store().Count);
    }

    /// <summary>What was asked before the change must not be stored after it.</summary>
    [Fact]
    public async Task Change_DuringAFetch_KeepsItsAnswerOut()
    {
        var changed = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is { IsComplete: true } request)
            {
                if (request.Method == "GET")
                    await changed.Task.Within();
                await connection.SendAsync(Cached.Ok("before", Cached.Fresh));
            }
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        var fetching = proxy.AskAsync(Cached.Get());
        await origin.UntilAsync(it => it.Requests.Count == 1);

        await proxy.AskAsync(Cached.Request("PUT", "/", "Content-Length: 0"));
        changed.SetResult();

        Assert.Equal("before", (await fetching).Body);
        Assert.False((await proxy.AskAsync(Cached.Get())).IsHit());
    }

    private static ScriptedOrigin Origin(string status, params string[] fields) => ScriptedOrigin.Answering(request => request.Method == "GET"
        ? Cached.Ok("a", Cached.Fresh)
        : status.StartsWith("204", StringComparison.Ordinal) ? $"HTTP/1.1 {status}\r\n\r\n" : Cached.Answer(status, "done", fields));
}
