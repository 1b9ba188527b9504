using ActorProxy.Streams.Caching.Disk;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Streams.Tests.Caching.Disk;

/// <summary>What is stored on disk outlives the process, and is never served as anything but what was stored.</summary>
public sealed class DiskTierTests
{
    private static CacheKey Key => DiskRig.Key;

    [Fact]
    public async Task Response_AfterARestart_IsTheSame()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(Key, DiskRig.Response("hello", "ETag: \"1\"", "Cache-Control: max-age=60", "X-A: b"));
        await rig.RestartAsync();

        rig.Time.Advance(TimeSpan.FromSeconds(10));
        var response = Assert.Single(await rig.Tier.LoadAsync(Key, 1024));

        Assert.Equal("hello"u8.ToArray(), await DiskRig.BytesAsync(response.Body));
        Assert.Equal(("\"1\"", "b", 60, 10), (response.ETag, response.Fields.First("X-A"), response.Lifetime, Math.Round(response.Age(rig.Clock.Now))));
        Assert.Equal(60, response.Directives.MaxAge);
    }

    [Fact]
    public async Task Response_AfterAKill_IsTheSame()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(Key, DiskRig.Response("hello"));
        await rig.KillAsync();

        Assert.Equal(["hello"], await rig.LoadAsync(Key));
    }

    [Fact]
    public async Task Unfinished_AfterAKill_IsClearedAway()
    {
        await using var rig = new DiskRig();
        using var body = rig.Tier.Create()!;
        await body.AppendAsync(new byte[200_000]);
        Assert.Single(rig.Files(DiskFile.Unfinished));
        await rig.KillAsync();

        Assert.Empty(rig.Files(DiskFile.Unfinished));
        Assert.Empty(rig.Files(".body"));
    }

    [Fact]
    public async Task Body_WithoutAHead_IsClearedAway()
    {
        await using var rig = new DiskRig();
        using var body = rig.Tier.Create()!;
        await body.AppendAsync(new byte[200_000]);
        await body.CompleteAsync();
        await rig.KillAsync();

        Assert.Empty(rig.Files(".body"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LargeBody_ThrownAwayWhileItArrives_LeavesNoFile(bool isStoredBefore)
    {
        await using var rig = new DiskRig();
        using var body = rig.Tier.Create()!;
        var (entry, response) = (rig.Cache.Open(Key), Make.Response(body));
        var generation = entry.Generation;
        if (isStoredBefore)
            Assert.True(rig.Cache.TryStore(entry, generation, response));
        await body.AppendAsync(new byte[200_000]);
        rig.Cache.Purge(new CachePurge(IsSoft: false));
        Assert.False(!isStoredBefore && rig.Cache.TryStore(rig.Cache.Open(Key), generation - 1, response));
        await body.CompleteAsync();
        Assert.Single(rig.Files(".body"));

        rig.Cache.Grown(response);

        await DiskRig.UntilAsync(() => !rig.Files(".body").Any());
        Assert.Equal(0, rig.Tier.UsedBytes);
    }

    [Fact]
    public async Task LargeBody_ConfirmedWhileItArrives_IsKept()
    {
        await using var rig = new DiskRig();
        using var body = rig.Tier.Create()!;
        var (entry, response) = (rig.Cache.Open(Key), Make.Response(body));
        rig.Cache.TryStore(entry, entry.Generation, response);
        await body.AppendAsync(new byte[200_000]);
        rig.Cache.TryStore(entry, entry.Generation, response.Renewed(response.Fields, response.Directives, 600, response.BornAt, response.ReceivedAt));
        await body.CompleteAsync();

        rig.Cache.Grown(response);
        await DiskRig.UntilAsync(() => rig.Tier.MayHave(Key));
        await rig.RestartAsync();

        Assert.Equal(600, Assert.Single(await rig.Tier.LoadAsync(Key, 1024)).Lifetime);
    }

    [Fact]
    public async Task LargeBody_WhoseHeadTheDiskRefuses_LeavesNoFile()
    {
        await using var rig = new DiskRig();
        using var body = rig.Tier.Create()!;
        var (entry, response) = (rig.Cache.Open(Key), Make.Response(body));
        rig.Cache.TryStore(entry, entry.Generation, response);
        await body.AppendAsync(new byte[200_000]);
        await body.CompleteAsync();
        // A folder in the way of the head.
        Directory.CreateDirectory(Path.ChangeExtension(rig.Files(".body").Single(), ".head"));

        rig.Cache.Grown(response);

        await DiskRig.UntilAsync(() => rig.Tier.Faults.Errors == 1);
        Assert.Empty(rig.Files(".body").Concat(rig.Files(DiskFile.Unfinished)));
    }

    [Fact]
    public async Task Variants_OfOneUrl_AreKeptSideBySideAndReplacedEach()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(Key, Variant("one", "1"));
        await rig.StoreAsync(Key, Variant("two", "2"));
        rig.Cache.TryStore(rig.Cache.Find(Key)!, rig.Cache.Find(Key)!.Generation, Variant("one again", "1"));
        await rig.RestartAsync();

        Assert.Equal(["one again", "two"], (await rig.LoadAsync(Key)).Order());
        Assert.Equal(2, rig.Files(".body").Count());
    }

    [Fact]
    public async Task Budget_WhenFull_LetsTheUnusedGoFirst()
    {
        await using var rig = new DiskRig(maxSize: 30_000);
        for (var i = 0; i < 3; i++)
            await rig.StoreAsync(new CacheKey("http://a", $"/{i}"), DiskRig.Response(new string('x', 8_000)));
        await rig.LoadAsync(new CacheKey("http://a", "/0"));
        var more = rig.Cache.Open(new CacheKey("http://a", "/3"));
        rig.Cache.TryStore(more, more.Generation, DiskRig.Response(new string('x', 8_000)));
        await rig.RestartAsync();

        Assert.InRange(rig.Tier.UsedBytes, 1, 30_000);
        Assert.Equal([true, false, true, true], Enumerable.Range(0, 4).Select(i => rig.Tier.MayHave(new CacheKey("http://a", $"/{i}"))));
    }

    [Fact]
    public async Task Invalidated_StaysAwayAfterARestart()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(Key, DiskRig.Response("hello"));
        rig.Cache.Invalidate(Key);
        await rig.RestartAsync();

        Assert.False(rig.Tier.MayHave(Key));
    }

    [Theory]
    [InlineData("http://a/", null, null)]
    [InlineData(null, "A", null)]
    [InlineData(null, null, "shoes")]
    public async Task Purged_StaysAwayAfterAKill(string? prefix, string? host, string? tag)
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(Key, DiskRig.Response("hello", "Surrogate-Key: hats shoes"));
        await rig.StoreAsync(new CacheKey("http://b", "/x"), DiskRig.Response("other", "Surrogate-Key: hats"));
        Assert.Equal(1, rig.Cache.Purge(new CachePurge(IsSoft: false) { Prefix = prefix, Host = host, Tag = tag }));
        Assert.Empty(await rig.LoadAsync(Key));
        await rig.KillAsync();

        Assert.Empty(await rig.LoadAsync(Key));
        Assert.Equal(["other"], await rig.LoadAsync(new CacheKey("http://b", "/x")));
    }

    [Fact]
    public async Task Purge_ThatTheDiskRefuses_IsInForceAndSpoilsNoLaterOne()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(Key, DiskRig.Response("hello"));
        var bans = Path.Combine(rig.Path, "bans");
        File.Delete(bans);
        Directory.CreateDirectory(bans);

        Assert.Throws<UnauthorizedAccessException>(() => rig.Cache.Purge(new CachePurge(IsSoft: false) { Host = "a" }));
        Assert.Equal(0, rig.Cache.Count);
        Assert.Empty(await rig.LoadAsync(Key));

        Directory.Delete(bans);
        File.WriteAllText(bans, "{\"Host\": \"torn");
        await rig.StoreAsync(Key, DiskRig.Response("again"));
        rig.Cache.Purge(new CachePurge(IsSoft: false) { Host = "a" });
        await rig.KillAsync();
        Assert.Empty(await rig.LoadAsync(Key));
    }

    [Fact]
    public async Task PurgedSoftly_IsStaleAfterAKillAndAfterTheNext()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(Key, DiskRig.Response("hello"));
        rig.Cache.Purge(new CachePurge(IsSoft: true) { Host = "a" });
        for (var i = 0; i < 2; i++)
        {
            await rig.KillAsync();
            var response = Assert.Single(await rig.Tier.LoadAsync(Key, 1024));
            Assert.Equal(0, response.Age(rig.Clock.Now), 3.0);
            Assert.True(response.Age(rig.Clock.Now) >= response.Lifetime);
        }
    }

    [Fact]
    public async Task StoredAfterAPurge_IsNotPurged()
    {
        await using var rig = new DiskRig();
        rig.Cache.Purge(new CachePurge(IsSoft: false) { Host = "a" });
        await rig.StoreAsync(Key, DiskRig.Response("new"));
        await rig.KillAsync();

        Assert.Equal(["new"], await rig.LoadAsync(Key));
    }

    [Fact]
    public async Task ClockThatWentBack_MakesStaleNotFreshForEver()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(Key, DiskRig.Response("hello"));
        rig.Time.AdjustTime(Make.Moment.AddDays(-400));
        await rig.RestartAsync();

        var response = Assert.Single(await rig.Tier.LoadAsync(Key, 1024));
        Assert.True(response.Age(rig.Clock.Now) >= response.Lifetime);
    }

    [Fact]
    public async Task Folder_OfAnotherProcess_IsRefused()
    {
        await using var rig = new DiskRig();

        Assert.ThrowsAny<IOException>(() => DiskTier.Open(new DiskLimits(rig.Path, 1, 1), rig.Clock));
    }

    private static Streams.Caching.Stored.StoredResponse Variant(string text, string value)
    {
        var response = DiskRig.Response(text, "Vary: Foo");
        return Make.Response(response.Body, response.Fields, new Request($"Foo: {value}"));
    }
}
