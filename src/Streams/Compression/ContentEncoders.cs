namespace ActorProxy.Streams.Compression;

/// <summary>Makes encoders.</summary>
public static class ContentEncoders
{
    /// <param name="coding">Not identity.</param>
    /// <param name="level">In the scale of the coding: see <see cref="Levels"/>.</param>
    public static ContentEncoder Create(ContentCoding coding, int level) => coding switch
    {
        ContentCoding.Gzip => new GzipEncoder(level),
        ContentCoding.Brotli => new BrotliContentEncoder(level),
        ContentCoding.Zstd => new ZstdEncoder(level),
        _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "there is nothing to encode"),
    };

    /// <summary>The fastest and the smallest level of a coding.</summary>
    public static (int Fastest, int Smallest) Levels(ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => (1, 9),
        ContentCoding.Brotli => (0, 11),
        ContentCoding.Zstd => (1, 19),
        _ => (0, 0),
    };
}
