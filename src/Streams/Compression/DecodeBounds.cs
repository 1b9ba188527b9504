namespace ActorProxy.Streams.Compression;

/// <summary>What a decoded body may be at most, so that a few bytes cannot become gigabytes.</summary>
/// <param name="MaxSize">Bytes of the decoded body.</param>
/// <param name="MaxRatio">Times the encoded size, from <see cref="FreeSize"/> on.</param>
public readonly record struct DecodeBounds(long MaxSize, int MaxRatio = DecodeBounds.UsualRatio)
{
    /// <summary>Above what honest text reaches; one layer of gzip can do a thousand.</summary>
    public const int UsualRatio = 200;

    /// <summary>Bytes up to which the ratio does not matter: small bodies may well be all alike.</summary>
    public const int FreeSize = 1024 * 1024;

    internal bool Allow(long encoded, long decoded) =>
        decoded <= MaxSize && (decoded <= FreeSize || decoded / Math.Max(encoded, 1) < MaxRatio);
}
