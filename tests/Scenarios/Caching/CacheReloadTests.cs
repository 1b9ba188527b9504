namespace ActorProxy.Scenarios.Caching;

/// <summary>What a reload does to what is stored.</summary>
public sealed class CacheReloadTests
{
    [Fact]
    public async Task Reload_KeepsWhatIsStored()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        await proxy.ReloadAsync(Cached.Configuration(origin.Url, "max-object = 2MiB, stale-if-error = 5s"));

        Assert.True((await proxy.AskAsync(Cached.Get())).IsHit());
    }

    [Theory]
    [InlineData("max-size = 64KiB, max-object = 64KiB")]
    [InlineData("key.query = none")]
    [InlineData("key.headers = [X]")]
    public async Task Reload_ThatLeavesNoRoomOrKeysOtherwise_StartsEmpty(string settings)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok(new string('a', 100_000), Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        await proxy.ReloadAsync(Cached.Configuration(origin.Url, settings));

        Assert.Equal((0, 0), (proxy.Store().Count, proxy.Store().UsedBytes));
        Assert.False((await proxy.AskAsync(Cached.Get())).IsHit());
    }

    [Fact]
    public async Task Route_ThatCachesNoMore_AsksTheOrigin()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        await proxy.ReloadAsync(ProxyUnderTest.Configuration([origin]));

        Assert.Null((await proxy.AskAsync(Cached.Get())).Field("Cache-Status"));
        Assert.Equal(2, origin.Requests.Count);
    }

    [Fact]
    public async Task Reload_DuringAFill_LetsItEnd()
    {
        var mayEnd = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\n01234");
            await mayEnd.Task.Within();
            await connection.SendAsync("56789");
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();
        await client.SendAsync(Cached.Get());
        await client.ReadThroughAsync("01234");

        await proxy.ReloadAsync(Cached.Configuration(origin.Url, "stale-if-error = 5s"));
        mayEnd.SetResult();

        Assert.Equal("56789", await client.ReadTextAsync(5));
        Assert.Equal("0123456789", (await proxy.AskAsync(Cached.Get())).Body);
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Reload_OfARule_CountsForWhatIsStoredAlready()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("ok", Cached.Fresh, "Set-Cookie: a=b"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        await proxy.ReloadAsync(Cached.Configuration(origin.Url, "store-set-cookie = on"));
        await proxy.AskAsync(Cached.Get());

        Assert.True((await proxy.AskAsync(Cached.Get())).IsHit());
    }
}
