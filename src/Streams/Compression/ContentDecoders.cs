namespace ActorProxy.Streams.Compression;

/// <summary>Makes decoders.</summary>
public static class ContentDecoders
{
    /// <param name="coding">Not identity.</param>
    /// <param name="bounds">What the decoded body may be.</param>
    public static ContentDecoder Create(ContentCoding coding, DecodeBounds bounds) => coding switch
    {
        ContentCoding.Gzip => new GzipDecoder(bounds),
        ContentCoding.Brotli => new BrotliContentDecoder(bounds),
        ContentCoding.Zstd => new ZstdDecoder(bounds),
        _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "there is nothing to decode"),
    };
}
