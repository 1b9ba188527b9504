using System.Net;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Caching;

/// <summary>POST /api/cache/purge.</summary>
public sealed class PurgeTests
{
    [Theory]
    [InlineData("""{"url": "http://a/1"}""", 1)]
    [InlineData("""{"url": "HTTP://A:80/1"}""", 1)]
    [InlineData("""{"url": "http://a/3"}""", 0)]
    [InlineData("""{"prefix": "http://a/"}""", 2)]
    [InlineData("""{"host": "a"}""", 2)]
    [InlineData("""{"host": "b"}""", 0)]
    [InlineData("""{"tag": "tag-2"}""", 1)]
    [InlineData("""{"tag": "tag-2", "url": "http://a/1"}""", 0)]
    [InlineData("""{"all": true}""", 2)]
    [InlineData("""{"all": true, "route": "site"}""", 2)]
    public async Task Purge_ThrowsAwayWhatIsMeant(string request, int purged)
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok("ok", Cached.Fresh, $"Cache-Tag: x, tag-{request.Target[1..]}"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get("/1"));
        await proxy.AskAsync(Cached.Get("/2"));

        var report = await PostAsync(proxy, request);

        Assert.Equal(HttpStatusCode.OK, report.StatusCode);
        Assert.Contains($"\"purged\": {purged}", await report.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2 - purged, proxy.Store().Count);
    }

    [Fact]
    public async Task Purge_Soft_AsksTheOriginBeforeTheNextUse()
    {
        await using var origin = ScriptedOrigin.Answering(request =>
            request.Field("If-None-Match") is null ? Cached.Ok("ok", Cached.Fresh, "ETag: \"1\"") : Cached.NotModified("ETag: \"1\"", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());
        await PostAsync(proxy, """{"host": "a", "soft": true}""");

        Assert.Equal("fwd=stale; fwd-status=304; stored", (await proxy.AskAsync(Cached.Get())).Did());
        Assert.True((await proxy.AskAsync(Cached.Get())).IsHit());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"soft": true}""")]
    [InlineData("""{"host": ""}""")]
    [InlineData("""{"url": "/1"}""")]
    [InlineData("""{"all": true, "tag": "x"}""")]
    [InlineData("nonsense")]
    public async Task Purge_ThatDoesNotSayWhat_IsRefusedAndSaysHow(string request)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("ok", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var refusal = await PostAsync(proxy, request);

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Contains("say what to purge", await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, proxy.Store().Count);
    }

    [Fact]
    public async Task Purge_ThatADiskRefuses_IsDoneOnAllRoutesAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        var disk = Path.Combine(folder.Path, "cache");
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("ok", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(
            origin, $"disk {{ path = \"{disk}\" }}", """routes += { name = memory, path = "/m", pool = site, cache {} }""");
        foreach (var target in new[] { "/1", "/m" })
            await proxy.AskAsync(Cached.Get(target));
        File.Delete(Path.Combine(disk, "bans"));
        Directory.CreateDirectory(Path.Combine(disk, "bans"));

        var refusal = await PostAsync(proxy, """{"all": true}""");

        Assert.Equal(HttpStatusCode.InternalServerError, refusal.StatusCode);
        Assert.Contains("site: ", await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var target in new[] { "/1", "/m" })
            Assert.False((await proxy.AskAsync(Cached.Get(target))).IsHit());
    }

    [Fact]
    public async Task Purge_OfARouteThatDoesNotCache_NamesThoseThatDo()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("ok", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        var refusal = await PostAsync(proxy, """{"all": true, "route": "other"}""");

        Assert.Equal(HttpStatusCode.NotFound, refusal.StatusCode);
        Assert.Contains("those that do: site", await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(ProxyUnderTest proxy, string json) =>
        proxy.Admin.PostAsync("/api/cache/purge", new StringContent(json)).Within();
}
