using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ActorProxy.Streams.Bodies;

/// <summary>
/// Writes a body in the chunked coding (RFC 9112 section 7.1): chunks, then either <see cref="WriteEnd"/>, or
/// <see cref="WriteLastChunk"/>, trailer fields and an empty line by <see cref="WriteTrailersEnd"/>.
/// </summary>
public static class ChunkedEncoder
{
    /// <summary>Bytes that a chunk takes beyond its data at most.</summary>
    public const int MaxOverhead = 8 + 2 + 2;

    /// <summary>One chunk. Empty data writes nothing, since an empty chunk would end the body.</summary>
    public static void WriteChunk(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return;

        var span = output.GetSpan(data.Length + MaxOverhead);
        Utf8Formatter.TryFormat(data.Length, span, out var length, new StandardFormat('x'));
        "\r\n"u8.CopyTo(span[length..]);
        data.CopyTo(span[(length + 2)..]);
        "\r\n"u8.CopyTo(span[(length + 2 + data.Length)..]);
        output.Advance(length + data.Length + 4);
    }

    /// <summary>The end of a body without trailers.</summary>
    public static void WriteEnd(IBufferWriter<byte> output) => output.Write("0\r\n\r\n"u8);

    /// <summary>The last chunk, after which trailers follow.</summary>
    public static void WriteLastChunk(IBufferWriter<byte> output) => output.Write("0\r\n"u8);

    /// <summary>
    /// One trailer field, in Latin-1. False, and nothing is written, when the name is no token or the value has a
    /// control character, since either would change the framing.
    /// </summary>
    public static bool WriteTrailer(IBufferWriter<byte> output, string name, string value)
    {
        if (!FieldSyntax.IsToken(name) || !FieldSyntax.IsValue(value))
            return false;

        Encoding.Latin1.GetBytes(name, output);
        output.Write(": "u8);
        Encoding.Latin1.GetBytes(value, output);
        output.Write("\r\n"u8);
        return true;
    }

    /// <summary>The empty line after the trailers.</summary>
    public static void WriteTrailersEnd(IBufferWriter<byte> output) => output.Write("\r\n"u8);
}
