using System.Globalization;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Bench.Micro.CacheMemory;

/// <summary>Stored responses as a site with many small things has them: a head of seven fields and a few hundred bytes.</summary>
internal sealed class SmallObjects(ResponseCache cache)
{
    private const string Site = "http://bench.example";
    private const int BodyLength = 256;

    private static readonly DateTimeOffset Received = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly CacheDirectives Directives = CacheDirectives.Parse("public, max-age=3600");

    /// <summary>The key of an object, made anew as each request makes its own.</summary>
    public static CacheKey Key(int number) => new(Site, string.Create(CultureInfo.InvariantCulture, $"/catalogue/items/{number:00000000}?size=small"));

    /// <summary>Stores objects from a number on; <paramref name="after"/> sees the cache after each.</summary>
    public void Store(int first, int count, Action? after = null)
    {
        for (var number = first; number < first + count; number++)
        {
            var entry = cache.Open(Key(number));
            cache.TryStore(entry, entry.Generation, Response(number));
            after?.Invoke();
        }
    }

    // What repeats on a connection to the origin is the same string there too; tag, date of change and cookie-like id are not.
    private StoredResponse Response(int number) => new()
    {
        Status = 200,
        Fields = new FieldLines(
            new("Server", "origin"),
            new("Date", "Wed, 25 Nov 2026 12:00:00 GMT"),
            new("Content-Type", "application/json"),
            new("Cache-Control", "public, max-age=3600"),
            new("Last-Modified", string.Create(CultureInfo.InvariantCulture, $"Tue, 24 Nov 2026 {number % 24:00}:{number % 60:00}:00 GMT")),
            new("ETag", string.Create(CultureInfo.InvariantCulture, $"\"{number:x8}\"")),
            new("X-Request-Id", string.Create(CultureInfo.InvariantCulture, $"{number:x16}"))),
        Directives = Directives,
        Lifetime = 3600,
        BornAt = cache.Clock.Now,
        ReceivedAt = Received,
        Vary = Vary.Nothing,
        VaryKey = "",
        Body = new MemoryBody(new byte[BodyLength]),
        AnnouncedLength = BodyLength,
    };
}
