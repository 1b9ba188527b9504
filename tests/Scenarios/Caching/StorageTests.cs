namespace ActorProxy.Scenarios.Caching;

/// <summary>What is stored for everybody and what is not (RFC 9111 sections 3, 3.1, 3.5, 5.2.2 and 7.3, RFC 9213).</summary>
public sealed class StorageTests
{
    [Theory]
    [InlineData(true, "Cache-Control: max-age=60")]
    [InlineData(true, "Cache-Control: s-maxage=60, max-age=0")]
    [InlineData(true, "Cache-Control: max-age=60, private=\"X-Secret\"")]
    [InlineData(true, "Cache-Control: no-store, must-understand, max-age=60")]
    [InlineData(true, "CDN-Cache-Control: max-age=60", "Cache-Control: no-store")]
    [InlineData(true, "CDN-Cache-Control: max-age=60, broken=", "Cache-Control: max-age=60")]
    [InlineData(true, "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData(false, "Cache-Control: no-store, max-age=60")]
    [InlineData(false, "Cache-Control: private, max-age=60")]
    [InlineData(false, "Cache-Control: max-age=60", "Set-Cookie: a=1")]
    [InlineData(false, "CDN-Cache-Control: no-store", "Cache-Control: max-age=60")]
    [InlineData(false, "CDN-Cache-Control: max-age=60, broken=", "Cache-Control: no-store")]
    [InlineData(false, "X-Nothing: said")]
    public async Task Response_IsReused_WhereItsFieldsAllow(bool reused, params string[] fields)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", fields));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal(reused, (await proxy.AskAsync(Cached.Get())).IsHit());
    }

    [Theory]
    [InlineData(true, "Cache-Control: max-age=60, public")]
    [InlineData(true, "Cache-Control: max-age=60, must-revalidate")]
    [InlineData(true, "Cache-Control: s-maxage=60")]
    [InlineData(false, "Cache-Control: max-age=60")]
    public async Task AnswerToAuthorization_IsReused_WhereItSaysSo(bool reused, string field)
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Field("Authorization") ?? "nobody", field));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/", "Authorization: Basic one"));

        var other = await proxy.AskAsync(Cached.Get("/", "Authorization: Basic two"));

        Assert.Equal((reused, reused ? "Basic one" : "Basic two"), (other.IsHit(), other.Body));
    }

    /// <summary>RFC 9111 sections 5.2.2.4 and 5.2.2.7: who asked gets the named fields, nobody else does.</summary>
    [Theory]
    [InlineData("no-cache=\"Set-Cookie, X-User\"")]
    [InlineData("private=\"Set-Cookie, X-User\"")]
    public async Task NamedFields_AreForTheFirstClientAlone(string directive)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", $"Cache-Control: max-age=60, {directive}", "Set-Cookie: a=1", "X-User: me", "X-All: 1"));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        var first = await proxy.AskAsync(Cached.Get());
        var second = await proxy.AskAsync(Cached.Get());

        Assert.Equal(("a=1", "me", "1"), (first.Field("Set-Cookie"), first.Field("X-User"), first.Field("X-All")));
        Assert.Equal((true, null, null, "1"), (second.IsHit(), second.Field("Set-Cookie"), second.Field("X-User"), second.Field("X-All")));
    }

    /// <summary>RFC 9111 section 3.1.</summary>
    [Fact]
    public async Task FieldsOfTheConnection_AreNotStored()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh, "Connection: X-Hop", "X-Hop: 1", "Keep-Alive: timeout=5", "X-End: 1"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var hit = await proxy.AskAsync(Cached.Get());

        Assert.Equal((null, null, "1"), (hit.Field("X-Hop"), hit.Field("Keep-Alive"), hit.Field("X-End")));
    }

    [Fact]
    public async Task Status_ThatIsNotUnderstood_IsNotStored_WhereThatIsAsked()
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Answer("299 Odd", "a", request.Target == "/must" ? "Cache-Control: max-age=60, must-understand" : Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/must"));
        await proxy.AskAsync(Cached.Get("/may"));

        Assert.False((await proxy.AskAsync(Cached.Get("/must"))).IsHit());
        Assert.True((await proxy.AskAsync(Cached.Get("/may"))).IsHit());
    }

    [Fact]
    public async Task NoCache_IsStoredAndAlwaysAskedAbout()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok("a", "Cache-Control: no-cache, max-age=60", "ETag: \"a\"") : Cached.NotModified("ETag: \"a\""));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal("a", (await proxy.AskAsync(Cached.Get())).Body);
        Assert.Equal("a", (await proxy.AskAsync(Cached.Get())).Body);
        Assert.Equal([null, "\"a\"", "\"a\""], origin.Requests.Select(request => request.Field("If-None-Match")));
    }

    [Fact]
    public async Task SetCookie_IsStored_WhereTheOperatorSaysSo()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh, "Set-Cookie: a=1", "Set-Cookie: b=2"));
        await using var proxy = await Cached.InFrontOfAsync(origin, "store-set-cookie = on");
        await proxy.AskAsync(Cached.Get());

        Assert.Equal(["a=1", "b=2"], (await proxy.AskAsync(Cached.Get())).Values("Set-Cookie"));
    }

    /// <summary>RFC 9111 section 5.2.1.5: of this exchange nothing is stored; what is stored already is not its business.</summary>
    [Fact]
    public async Task NoStoreOfARequest_KeepsItsAnswerOut_AndThrowsNothingAway()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null ? Cached.Ok("a", Cached.Stale, "ETag: \"a\"") : Cached.NotModified(Cached.Stale));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/", "Cache-Control: no-store"));
        Assert.Equal(0, proxy.Store().Count);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal("a", (await proxy.AskAsync(Cached.Get("/", "Cache-Control: no-store"))).Body);

        Assert.Equal(1, proxy.Store().Count);
    }
}
