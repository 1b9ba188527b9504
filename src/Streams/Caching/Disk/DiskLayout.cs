namespace ActorProxy.Streams.Caching.Disk;

/// <summary>
/// Where the bytes of a body lie in its file: blocks of 64 KiB, each followed by a sum over it, so that a part can be read and still be
/// known to be what was written.
/// </summary>
internal static class DiskLayout
{
    /// <summary>Bytes of the body in a block.</summary>
    public const int Block = 64 * 1024;

    /// <summary>Bytes of a sum (XXH3 of 64 bits over the block, seeded with its number and its file).</summary>
    public const int Sum = sizeof(ulong);

    /// <summary>Where a byte of the body lies.</summary>
    public static long OffsetOf(long position) => (position / Block * (Block + Sum)) + (position % Block);

    /// <summary>Size of a whole file.</summary>
    public static long FileSize(long length) => length + ((length + Block - 1) / Block * Sum);

    /// <summary>The sum of a block.</summary>
    public static ulong SumOf(ReadOnlySpan<byte> block, long number, long file) =>
        System.IO.Hashing.XxHash3.HashToUInt64(block, unchecked(number * 0x9E3779B9L) ^ file);
}
