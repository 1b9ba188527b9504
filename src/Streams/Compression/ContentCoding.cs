namespace ActorProxy.Streams.Compression;

/// <summary>The content codings that this proxy can apply and undo (RFC 9110 section 8.4.1; RFC 7932; RFC 8878).</summary>
public enum ContentCoding : byte
{
    /// <summary>None at all.</summary>
    Identity,

    /// <summary>gzip, also called x-gzip.</summary>
    Gzip,

    /// <summary>br.</summary>
    Brotli,

    /// <summary>zstd.</summary>
    Zstd,
}
