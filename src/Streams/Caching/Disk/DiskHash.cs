using System.IO.Hashing;
using System.Text;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>Hashes that are the same in every process. A clash is harmless: the head of a file says what it is.</summary>
internal static class DiskHash
{
    public static ulong Of(CacheKey key) => Of(key.Site, key.Target);

    public static ulong Of(IReadOnlyList<string> vary, string varyKey) => Of(string.Join(',', vary), varyKey);

    private static ulong Of(string first, string second) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(second), (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(first)));
}
