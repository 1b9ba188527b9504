using System.Collections.Concurrent;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ActorProxy.Streams.Compression;

/// <summary>
/// Keeps compressors for the next response. A new one costs more than a megabyte of fresh memory, which is more work for the kernel
/// than the compression of a small body; one that is used again need not even clear its tables.
/// </summary>
internal static class ZstdCompressors
{
    // As with brotli; RFC 9659 lets decoders refuse more than 8 MiB.
    private const int Window = 18;

    private static readonly int MaxKept = 2 * Environment.ProcessorCount;
    private static readonly ConcurrentDictionary<int, ConcurrentStack<Compressor>> Kept = new();

    public static Compressor Rent(int level)
    {
        if (Kept.TryGetValue(level, out var stack) && stack.TryPop(out var kept))
            return kept;
        var compressor = new Compressor(level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, Window);
        return compressor;
    }

    /// <summary>Takes it back at whatever point of a body.</summary>
    public static void Return(Compressor compressor)
    {
        var stack = Kept.GetOrAdd(compressor.Level, static _ => new ConcurrentStack<Compressor>());
        if (stack.Count >= MaxKept)
        {
            compressor.Dispose();
            return;
        }

        compressor.ResetStream();
        stack.Push(compressor);
    }
}
