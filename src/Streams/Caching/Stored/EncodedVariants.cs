using ActorProxy.Streams.Compression;

namespace ActorProxy.Streams.Caching.Stored;

/// <summary>
/// A stored body in content codings, each made when it is first asked for and kept beside it, so that what is hot is encoded once. The
/// body itself is stored once, as identity.
/// </summary>
public sealed class EncodedVariants
{
    private readonly byte[]?[] _variants = new byte[]?[ContentCodings.Count];

    /// <summary>Bytes of all of them.</summary>
    public long Length => _variants.Sum(variant => variant?.LongLength ?? 0);

    /// <summary>The body in a coding; null when it has not been made.</summary>
    public byte[]? Of(ContentCoding coding) => Volatile.Read(ref _variants[(int)coding]);

    /// <summary>Keeps one. Two made at once are as good as each other.</summary>
    public void Keep(ContentCoding coding, byte[] body) => Volatile.Write(ref _variants[(int)coding], body);
}
