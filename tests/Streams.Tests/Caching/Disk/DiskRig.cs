using System.Text;
using ActorProxy.Streams.Caching.Disk;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Streams.Tests.Caching.Disk;

/// <summary>A folder with stored responses that can be closed, left as a killed process leaves it, and opened again.</summary>
internal sealed class DiskRig : IAsyncDisposable
{
    public static readonly CacheKey Key = new("http://a", "/x");

    private readonly string _root = Directory.CreateTempSubdirectory("actorproxy-disk-").FullName;
    private readonly long _maxSize;
    private int _copies;

    public DiskRig(long maxSize = 100 * 1024 * 1024)
    {
        _maxSize = maxSize;
        Path = System.IO.Path.Combine(_root, "0");
        Tier = Open();
        Cache = new ResponseCache(new CacheLimits(1024 * 1024, 256 * 1024), Clock, Tier);
    }

    public FakeTimeProvider Time { get; } = new(Make.Moment);

    public CacheClock Clock => new(Time);

    public string Path { get; private set; }

    public DiskTier Tier { get; private set; }

    public ResponseCache Cache { get; private set; }

    public IEnumerable<string> Files(string kind) => Directory.EnumerateFiles(Path, $"*{kind}", SearchOption.AllDirectories);

    /// <summary>Stores a response and waits until it is on disk.</summary>
    public async Task StoreAsync(CacheKey key, StoredResponse response)
    {
        var before = Tier.UsedBytes;
        var entry = Cache.Open(key);
        Assert.True(Cache.TryStore(entry, entry.Generation, response));
        await UntilAsync(() => Tier.UsedBytes > before && Tier.MayHave(key));
    }

    /// <summary>Another process over what is in the folder now. The first one is not asked to end anything.</summary>
    public async Task KillAsync()
    {
        var copy = System.IO.Path.Combine(_root, $"{++_copies}");
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("lock", StringComparison.Ordinal)))
        {
            var target = System.IO.Path.Combine(copy, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await Tier.DisposeAsync();
        Path = copy;
        await ReopenAsync();
    }

    /// <summary>Another process after the first has ended in order.</summary>
    public async Task RestartAsync()
    {
        await Tier.DisposeAsync();
        await ReopenAsync();
    }

    /// <summary>What there is for a URL, by the text of its bodies.</summary>
    public async Task<string[]> LoadAsync(CacheKey key)
    {
        var texts = new List<string>();
        foreach (var response in await Tier.LoadAsync(key, 256 * 1024))
            texts.Add(Encoding.Latin1.GetString(await BytesAsync(response.Body)));
        return [.. texts];
    }

    /// <summary>All bytes of a body; fails where it breaks off.</summary>
    public static async Task<byte[]> BytesAsync(CachedBody body)
    {
        var (bytes, state) = await ReadAsync(body.OpenReader(0)!);
        Assert.Equal(BodyState.Complete, state);
        return bytes;
    }

    public static async Task<(byte[] Bytes, BodyState State)> ReadAsync(BodyReader reader)
    {
        using var bytes = new MemoryStream();
        using (reader)
        {
            while (true)
            {
                var read = await reader.ReadAsync();
                if (read.Data.IsEmpty)
                    return (bytes.ToArray(), read.State);
                bytes.Write(read.Data.Span);
            }
        }
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(5, limit.Token);
    }

    /// <summary>One that has just been born, by the clock of the rig, and is fresh for a minute.</summary>
    public static StoredResponse Response(string text, params string[] fields) =>
        Make.Response(new MemoryBody(Encoding.Latin1.GetBytes(text)), Make.Fields(fields), bornAt: new CacheClock(new FakeTimeProvider(Make.Moment)).Now);

    public async ValueTask DisposeAsync()
    {
        await Tier.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private DiskTier Open() => DiskTier.Open(new DiskLimits(Path, _maxSize, _maxSize), Clock);

    private async Task ReopenAsync()
    {
        Tier = Open();
        Cache = new ResponseCache(new CacheLimits(1024 * 1024, 256 * 1024), Clock, Tier);
        await Tier.Scanned;
    }
}
