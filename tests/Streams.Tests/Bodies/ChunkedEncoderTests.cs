using System.Buffers;
using System.Text;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Streams.Tests.Bodies;

public sealed class ChunkedEncoderTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    private string Written => Encoding.Latin1.GetString(_output.WrittenSpan);

    [Fact]
    public void Chunk_IsSizeDataAndLineEnd()
    {
        ChunkedEncoder.WriteChunk(_output, "hello, this is 26 bytes..."u8);
        ChunkedEncoder.WriteEnd(_output);

        Assert.Equal("1a\r\nhello, this is 26 bytes...\r\n0\r\n\r\n", Written);
    }

    [Fact]
    public void Chunk_WithoutData_IsNotWrittenSinceItWouldEndTheBody()
    {
        ChunkedEncoder.WriteChunk(_output, []);

        Assert.Equal("", Written);
    }

    [Fact]
    public void Trailers_ComeAfterTheLastChunk()
    {
        ChunkedEncoder.WriteLastChunk(_output);
        Assert.True(ChunkedEncoder.WriteTrailer(_output, "X-Sum", "gr\u00fcn"));
        ChunkedEncoder.WriteTrailersEnd(_output);

        Assert.Equal("0\r\nX-Sum: gr\u00fcn\r\n\r\n", Written);
    }

    [Theory]
    [InlineData("X-Sum", "a\r\nEvil: 1")]
    [InlineData("X-Sum", "a\0")]
    [InlineData("X Sum", "a")]
    [InlineData("X:", "a")]
    [InlineData("", "a")]
    public void Trailer_ThatWouldBreakTheFraming_IsNotWritten(string name, string value)
    {
        Assert.False(ChunkedEncoder.WriteTrailer(_output, name, value));
        Assert.Equal("", Written);
    }
}
