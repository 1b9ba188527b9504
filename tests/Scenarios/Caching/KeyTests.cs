namespace ActorProxy.Scenarios.Caching;

/// <summary>What tells one response from another, and what must not make a difference unseen (RFC 9111 sections 2 and 7.1).</summary>
public sealed class KeyTests
{
    /// <summary>What the key does not know does not reach the origin of a fetch that is stored for everybody.</summary>
    [Theory]
    [InlineData("X-Forwarded-Host: evil")]
    [InlineData("X-Forwarded-Proto: evil")]
    [InlineData("X-Forwarded-Port: 666evil")]
    [InlineData("X-Forwarded-Prefix: /evil")]
    [InlineData("X-Forwarded-Scheme: evil")]
    [InlineData("X-Forwarded-Protocol: evil")]
    [InlineData("X-Forwarded-Ssl: evil")]
    [InlineData("X-Url-Scheme: evil")]
    [InlineData("Front-End-Https: evil")]
    [InlineData("Forwarded: host=evil")]
    [InlineData("X-Host: evil")]
    [InlineData("X-Original-URL: /evil")]
    [InlineData("X-Rewrite-URL: /evil")]
    [InlineData("X-HTTP-Method-Override: EVIL")]
    public async Task UnkeyedField_ThatSteersOrigins_IsNotPassedOn(string field)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        await proxy.AskAsync(Cached.Get("/", field, "X-Other: stays"));

        Assert.DoesNotContain("evil", origin.Received, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("stays", origin.Request.Field("X-Other"));
    }

    [Fact]
    public async Task UnkeyedField_ThatTheOperatorKeys_IsPassedOnAndTold()
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Field("X-Original-URL") ?? "none", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin, "key.headers = [X-Original-URL]");

        foreach (var url in new[] { "/1", "/2", "/1" })
            Assert.Equal(url, (await proxy.AskAsync(Cached.Get("/", $"X-Original-URL: {url}"))).Body);
        Assert.Equal(2, origin.Requests.Count);
    }

    [Fact]
    public async Task BodyOfAGet_IsPassedOnAndItsAnswerNotStored()
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Body.Length == 0 ? "none" : request.Body, Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        Assert.Equal("evil", (await proxy.AskAsync(Cached.Get("/", "Content-Length: 4") + "evil")).Body);
        Assert.Equal("none", (await proxy.AskAsync(Cached.Get())).Body);
    }

    [Theory]
    [InlineData("/x", "/X")]
    [InlineData("/x", "/x/")]
    [InlineData("/x", "/x?")]
    [InlineData("/x?a=1&b=2", "/x?b=2&a=1")]
    [InlineData("/x%2Fy", "/x/y")]
    [InlineData("/x?a=1", "/x?a=1&a=1")]
    public async Task Targets_ThatTheOriginMayTellApart_AreApart(string one, string other)
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Target, Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get(one));

        Assert.Equal(other, (await proxy.AskAsync(Cached.Get(other))).Body);
    }

    [Fact]
    public async Task Hosts_AreApart_WhateverTheirCaseOrUsualPort()
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Field("Host")!, Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        foreach (var (target, host, body) in new[] { ("/", "a", "a"), ("/", "b", "b"), ("/", "A", "a"), ("/", "a:80", "a"), ("/", "a:81", "a:81"), ("http://b/", "b", "b") })
            Assert.Equal(body, (await proxy.AskAsync($"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")).Body);
        Assert.Equal(3, origin.Requests.Count);
    }

    [Theory]
    [InlineData("key.query = sorted", "/x?b=2&a=1", "/x?a=1&b=2")]
    [InlineData("key.query = none", "/x?b=2", "/x")]
    [InlineData("key.ignore-query = [\"utm_*\", fbclid]", "/x?a=1&utm_source=s&fbclid=f", "/x?a=1")]
    [InlineData("key.ignore-query = [\"utm_*\"]", "/x?utm_a&utm_b=1", "/x")]
    public async Task Query_CountsAsTheOperatorSays_AndReachesTheOriginWhole(string settings, string one, string other)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin, settings);
        await proxy.AskAsync(Cached.Get(one));

        Assert.True((await proxy.AskAsync(Cached.Get(other))).IsHit());
        Assert.Equal(one, origin.Request.Target);
    }

    [Theory]
    [InlineData("key.query = sorted", "/x?a=1&a=2", "/x?a=1&a=3")]
    [InlineData("key.ignore-query = [\"utm\"]", "/x?utm_a=1", "/x")]
    [InlineData("key.ignore-query = [\"utm\"]", "/x?a=utm", "/x")]
    public async Task Query_ThatIsNotIgnored_StillCounts(string settings, string one, string other)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin, settings);
        await proxy.AskAsync(Cached.Get(one));

        Assert.False((await proxy.AskAsync(Cached.Get(other))).IsHit());
    }

    [Theory]
    [InlineData("key.headers = [X-App]", "X-App: 1", "X-App: 2")]
    [InlineData("key.headers = [X-App]", "X-App: 1", "Y: 1")]
    [InlineData("key.cookies = [lang]", "Cookie: lang=en; id=1", "Cookie: lang=de; id=1")]
    [InlineData("key.cookies = [lang]", "Cookie: lang=en", "Cookie: id=1")]
    public async Task HeadersAndCookies_CountAsTheOperatorSays(string settings, string one, string other)
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Field("X-App") ?? request.Field("Cookie") ?? "none", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin, settings);
        await proxy.AskAsync(Cached.Get("/", one));

        Assert.False((await proxy.AskAsync(Cached.Get("/", other))).IsHit());
        Assert.True((await proxy.AskAsync(Cached.Get("/", one, "X-Else: 1"))).IsHit());
        Assert.True((await proxy.AskAsync(Cached.Get("/", other))).IsHit());
    }

    [Fact]
    public async Task Cookies_ThatAreNotKeyed_MakeNoDifference()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin, "key.cookies = [lang]");
        await proxy.AskAsync(Cached.Get("/", "Cookie: lang=en; id=1"));

        Assert.True((await proxy.AskAsync(Cached.Get("/", "Cookie: id=2; lang=en"))).IsHit());
    }
}
