using ActorProxy.Streams.Compression;

namespace ActorProxy.Streams.Caching.Stored;

/// <summary>
/// A stored body in content codings, each made when it is first asked for and kept beside it, so that what is hot is encoded once. The
/// body itself is stored once, as identity.
/// </summary>
public sealed class EncodedVariants
{
    // Most responses never get one.
    private byte[]?[]? _variants;

    /// <summary>Bytes of all of them.</summary>
    public long Length => Volatile.Read(ref _variants)?.Sum(variant => variant?.LongLength ?? 0) ?? 0;

    /// <summary>The body in a coding; null when it has not been made.</summary>
    public byte[]? Of(ContentCoding coding) => Volatile.Read(ref _variants) is { } variants ? Volatile.Read(ref variants[(int)coding]) : null;

    /// <summary>Keeps one. Two made at once are as good as each other.</summary>
    public void Keep(ContentCoding coding, byte[] body)
    {
        if (Volatile.Read(ref _variants) is null)
            Interlocked.CompareExchange(ref _variants, new byte[]?[ContentCodings.Count], null);
        Volatile.Write(ref _variants![(int)coding], body);
    }
}
