using ActorProxy.Streams.Compression;

namespace ActorProxy.Actors.Settings;

/// <summary>How the bodies of a route are encoded (RFC 9110 section 8.4).</summary>
/// <param name="Codings">For responses, the most liked first; empty: responses are left alone.</param>
/// <param name="MinSize">Bytes from which on a response is encoded, where its length is known.</param>
/// <param name="Levels">How hard each coding tries.</param>
/// <param name="Types">Media types that are encoded: <c>text/html</c>, <c>text/*</c>, <c>application/*+json</c>.</param>
/// <param name="SkipWithCookies">Whether responses to requests with credentials are left alone, against BREACH.</param>
/// <param name="Requests">How encoded request bodies are decoded for the backend; null: they are not.</param>
public sealed record CompressionSettings(
    ValueList<ContentCoding> Codings,
    long MinSize,
    CompressionLevels Levels,
    ValueList<string> Types,
    bool SkipWithCookies,
    RequestDecompressionSettings? Requests);

/// <summary>A level for each coding, in its own scale.</summary>
public sealed record CompressionLevels(int Gzip, int Brotli, int Zstd)
{
    /// <summary>The level of a coding.</summary>
    public int Of(ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => Gzip,
        ContentCoding.Brotli => Brotli,
        _ => Zstd,
    };
}

/// <summary>How encoded request bodies are decoded.</summary>
/// <param name="MaxSize">Bytes of the decoded body at most.</param>
public sealed record RequestDecompressionSettings(long MaxSize);
