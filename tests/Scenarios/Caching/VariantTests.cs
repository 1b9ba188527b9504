namespace ActorProxy.Scenarios.Caching;

/// <summary>One URL, several responses (RFC 9111 section 4.1).</summary>
public sealed class VariantTests
{
    [Fact]
    public async Task Variants_AreEachServedToTheirOwn()
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Field("Accept-Language") ?? "none", Cached.Fresh, "Vary: Accept-Language"));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        foreach (var language in new[] { "en", "de", "fr" })
            Assert.Equal(language, (await proxy.AskAsync(Cached.Get("/", $"Accept-Language: {language}"))).Body);
        Assert.Equal("none", (await proxy.AskAsync(Cached.Get())).Body);

        foreach (var language in new[] { "en", "DE", "fr" })
        {
            var hit = await proxy.AskAsync(Cached.Get("/", $"Accept-Language: {language}"));
            Assert.Equal((language.ToLowerInvariant(), true), (hit.Body, hit.IsHit()));
        }

        Assert.True((await proxy.AskAsync(Cached.Get())).IsHit());
        Assert.Equal(4, origin.Requests.Count);
    }

    [Fact]
    public async Task Miss_OfAnotherVariant_IsToldFromAMissOfTheUrl()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh, "Vary: X"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        Assert.StartsWith("fwd=uri-miss;", (await proxy.AskAsync(Cached.Get("/", "X: 1"))).Did(), StringComparison.Ordinal);

        Assert.StartsWith("fwd=vary-miss;", (await proxy.AskAsync(Cached.Get("/", "X: 2"))).Did(), StringComparison.Ordinal);
    }

    /// <summary>RFC 9111 sections 3.2 and 4.1: a confirmation may say by what the response varies, and it is not known for whom it was stored.</summary>
    [Theory]
    [InlineData("X", false)]
    [InlineData("Y", true)]
    public async Task Confirmation_ThatVariesByMore_IsGivenToNobodyElse(string vary, bool isKept)
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok(request.Field("X")!, Cached.Stale, "Vary: Y, Z", "ETag: \"1\"")
            : Cached.NotModified(Cached.Fresh, "ETag: \"1\"", $"Vary: {vary}"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/", "X: 1"));

        Assert.Equal("1", (await proxy.AskAsync(Cached.Get("/", "X: 1"))).Body);
        Assert.Equal(isKept ? "1" : "2", (await proxy.AskAsync(Cached.Get("/", "X: 2"))).Body);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("X, *")]
    public async Task VaryOnEverything_IsNeverReused(string vary)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh, $"Vary: {vary}"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.False((await proxy.AskAsync(Cached.Get())).IsHit());
        Assert.Equal(0, proxy.Store().Count);
    }

    /// <summary>RFC 9111 section 4.3.1: the origin may name any stored variant, and gets to know them all.</summary>
    [Fact]
    public async Task Question_NamesTheTagsOfAllVariants()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok(request.Field("X")!, Cached.Stale, "Vary: X", $"ETag: \"{request.Field("X")}\"")
            : Cached.NotModified(Cached.Fresh, $"ETag: \"{request.Field("X")}\""));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/", "X: 1"));
        await proxy.AskAsync(Cached.Get("/", "X: 2"));

        var confirmed = await proxy.AskAsync(Cached.Get("/", "X: 1"));

        Assert.Equal("1", confirmed.Body);
        Assert.Equal(["\"1\"", "\"2\""], origin.Requests[2].Field("If-None-Match")!.Split(", ").Order());
        Assert.True((await proxy.AskAsync(Cached.Get("/", "X: 1"))).IsHit());
        Assert.False((await proxy.AskAsync(Cached.Get("/", "X: 2"))).IsHit());
    }

    /// <summary>RFC 9111 section 4.3.4: the tag of the confirmation says which one it is about.</summary>
    [Fact]
    public async Task Confirmation_ThatNamesAnotherVariant_GivesThatOne()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok(request.Field("X")!, Cached.Stale, "Vary: X", $"ETag: \"{request.Field("X")}\"")
            : Cached.NotModified(Cached.Stale, "ETag: \"2\""));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/", "X: 1"));
        await proxy.AskAsync(Cached.Get("/", "X: 2"));

        var response = await proxy.AskAsync(Cached.Get("/", "X: 1"));

        Assert.Equal(("2", "\"2\""), (response.Body, response.Field("ETag")));
    }
}
