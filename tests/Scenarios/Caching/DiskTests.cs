using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Caching;

/// <summary>The program with a folder for its cache: killed, restarted, on a full disk and on broken files.</summary>
public sealed class DiskTests : IDisposable
{
    private static readonly string Large = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i:x8}."));

    private readonly TemporaryFolder _folder = new();

    private string Cache => Path.Combine(_folder.Path, "cache");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Stored_AfterTheProcessEnded_AnswersWithoutTheOrigin(string signal)
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Target == "/large" ? Large : "small", Cached.Fresh));
        var config = Configure(origin);
        await using (var first = await ProxyProcess.RunAsync(config))
        {
            Assert.Equal(["small", Large], [(await first.AskAsync(Cached.Get("/small"))).Body, (await first.AskAsync(Cached.Get("/large"))).Body]);
            await Patience.UntilAsync(() => Heads().Length == 2);
            await first.SignalAsync(signal);
            await first.ExitAsync();
        }

        await using var second = await ProxyProcess.RunAsync(config);
        await Patience.UntilAsync(async () => (await second.AskAsync(Cached.Get("/small", "Cache-Control: only-if-cached"))).Status == 200);
        var large = await second.AskAsync(Cached.Get("/large"));

        Assert.True(large.IsHit(), large.ToString());
        Assert.Equal(Large, large.Body);
        Assert.Equal(2, origin.Requests.Count);
    }

    [Fact]
    public async Task File_ThatWasChanged_IsFetchedAgain()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok(Large, Cached.Fresh));
        await using var proxy = await ProxyProcess.RunAsync(Configure(origin));
        await proxy.AskAsync(Cached.Get());
        await Patience.UntilAsync(() => Heads().Length == 1);
        var body = Directory.GetFiles(Cache, "*.body", SearchOption.AllDirectories).Single();
        // Without a lock, for the proxy may not have closed it yet.
        await using (var file = new FileStream(body, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.WriteByte((byte)'!');

        var response = await proxy.AskAsync(Cached.Get());

        Assert.Equal((false, Large), (response.IsHit(), response.Body));
        Assert.Equal(2, origin.Requests.Count);
    }

    [Theory]
    [InlineData(0, "identity", true)]
    [InlineData(0, "gzip", true)]
    [InlineData(500_000, "identity", false)]
    [InlineData(500_000, "gzip", false)]
    public async Task File_ThatIsBroken_FailsOneResponseAtMost(int at, string coding, bool isWhole)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok(Large, Cached.Fresh, "Content-Type: text/plain"));
        await using var proxy = await ProxyProcess.RunAsync(Configure(origin, Encoded.On));
        await proxy.AskAsync(Cached.Get());
        await Patience.UntilAsync(() => Heads().Length == 1);
        await using (var file = new FileStream(Path.ChangeExtension(Heads().Single(), ".body"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = at;
            file.WriteByte((byte)'!');
        }

        Assert.Equal(isWhole, (await proxy.AskAsync(Encoded.Get(coding))).IsComplete);
        Assert.Equal(Large, (await proxy.AskAsync(Encoded.Get(coding))).Text());
        Assert.Equal(2, origin.Requests.Count);
        Assert.Contains("actorproxy_cache_disk_corrupt_total{route=\"site\"} 1", await proxy.Admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_ThatIsFull_CostsNoByteOfAResponse()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok(Large, Cached.Fresh));
        await using var proxy = await ProxyProcess.RunWithFileSizeAsync(300 * 1024, Configure(origin));

        for (var i = 0; i < 2; i++)
            Assert.Equal(Large, (await proxy.AskAsync(Cached.Get())).Body);

        // A client whose fetch went by before it began to read asks once more.
        Assert.InRange(origin.Requests.Count, 2, 4);
        Assert.Empty(Heads());
        Assert.Contains("actorproxy_cache_disk_errors_total{route=\"site\"} 2", await proxy.Admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_OfAnotherProcess_IsLeftAloneAndSaidSo()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("ok", Cached.Fresh));
        await using var first = await ProxyProcess.RunAsync(Configure(origin));
        await using var second = await ProxyProcess.RunAsync(Configure(origin));

        await second.UntilLineAsync(line => line.Contains("Route site caches in memory alone", StringComparison.Ordinal));
        await second.AskAsync(Cached.Get());
        Assert.True((await second.AskAsync(Cached.Get())).IsHit());
    }

    [Fact]
    public async Task Purge_ByTheProgram_IsInForceWhenItEnds()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("ok", Cached.Fresh, "Surrogate-Key: shoes"));
        await using var proxy = await ProxyProcess.RunAsync(Configure(origin));
        await proxy.AskAsync(Cached.Get());
        var admin = $"http://{proxy.Endpoint("admin")}";

        var (code, output, _) = await ProxyProcess.VerbAsync("cache", "purge", "--tag", "shoes", "--admin", admin);
        var (refused, _, errors) = await ProxyProcess.VerbAsync("cache", "purge", "--admin", admin);

        Assert.Equal((0, "site: 1\npurged: 1\n"), (code, output.ReplaceLineEndings("\n")));
        Assert.Equal(1, refused);
        Assert.Contains("say what to purge", errors, StringComparison.Ordinal);
        Assert.False((await proxy.AskAsync(Cached.Get())).IsHit());
    }

    private string[] Heads() => Directory.Exists(Cache) ? Directory.GetFiles(Cache, "*.head", SearchOption.AllDirectories) : [];

    private string Configure(ScriptedOrigin origin, string more = "") => _folder.Write(
        "proxy.conf",
        Cached.Configuration(origin.Url, "max-object = 64KiB, disk { path = cache }", $"{ProxyUnderTest.Listening}\n{more}"));
}
