using System.Buffers;
using System.IO.Compression;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Streams.Tests.Compression;

/// <summary>Encodes and decodes whole bodies, cut as a test likes.</summary>
internal static class Coding
{
    public static readonly ContentCoding[] All = [ContentCoding.Gzip, ContentCoding.Brotli, ContentCoding.Zstd];

    public static byte[] Encode(ContentCoding coding, byte[] body, Func<int, int>? cut = null, int level = 3, bool flush = false)
    {
        using var encoder = ContentEncoders.Create(coding, level);
        var output = new ArrayBufferWriter<byte>();
        foreach (var piece in Cut(body, cut))
        {
            encoder.Encode(piece.Span, output);
            if (flush)
                encoder.Flush(output);
        }

        encoder.Finish(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>What came out, and how it ended.</summary>
    public static (byte[] Body, DecodeOutcome Outcome) Decode(
        ContentCoding coding, ReadOnlyMemory<byte> encoded, DecodeBounds bounds, Func<int, int>? cut = null, int room = 1000)
    {
        using var decoder = ContentDecoders.Create(coding, bounds);
        var output = new MemoryStream();
        var target = new byte[room];
        foreach (var piece in Cut(encoded, cut))
        {
            if (Drain(decoder, piece, target, output) is var outcome and not DecodeOutcome.More)
                return (output.ToArray(), outcome);
        }

        return (output.ToArray(), decoder.End());
    }

    public static byte[] Unzip(byte[] encoded)
    {
        using var stream = new GZipStream(new MemoryStream(encoded), CompressionMode.Decompress);
        var output = new MemoryStream();
        stream.CopyTo(output);
        return output.ToArray();
    }

    private static DecodeOutcome Drain(ContentDecoder decoder, ReadOnlyMemory<byte> piece, byte[] target, MemoryStream output)
    {
        while (true)
        {
            var outcome = decoder.Decode(piece, target, out var consumed, out var written);
            output.Write(target, 0, written);
            piece = piece[consumed..];
            if (outcome is not DecodeOutcome.More || written == 0)
                return outcome;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> body, Func<int, int>? cut)
    {
        while (!body.IsEmpty)
        {
            var length = cut is null ? body.Length : Math.Min(cut(body.Length), body.Length);
            yield return body[..length];
            body = body[length..];
        }
    }
}
