using System.Buffers;
using System.Text;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Streams.Tests.Compression;

public sealed class CodecTests
{
    private static readonly DecodeBounds Unbounded = new(long.MaxValue, int.MaxValue);

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Body_OfAnyKindAndCut_ComesBackAsItWas(ContentCoding coding)
    {
        var random = new Random(11);
        for (var round = 0; round < 150; round++)
        {
            var body = Body(random, random.Next(4) * random.Next(30_000));
            var level = random.Next(1, 7);
            var encoded = Coding.Encode(coding, body, _ => random.Next(1, 9000), level, flush: random.Next(2) == 0);
            var decoded = Coding.Decode(coding, encoded, Unbounded, _ => random.Next(1, 5000), random.Next(1, 20_000));

            Assert.Equal(DecodeOutcome.Complete, decoded.Outcome);
            Assert.Equal(body, decoded.Body);
        }
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Event_ThatWasFlushed_CanBeDecodedBeforeTheNext(ContentCoding coding)
    {
        using var encoder = ContentEncoders.Create(coding, 3);
        using var decoder = ContentDecoders.Create(coding, Unbounded);
        var room = new byte[1000];
        for (var i = 0; i < 50; i++)
        {
            var output = new ArrayBufferWriter<byte>();
            var text = $"data: event {i}\n\n";
            encoder.Encode(Encoding.UTF8.GetBytes(text), output);
            encoder.Flush(output);

            Assert.Equal(DecodeOutcome.More, decoder.Decode(output.WrittenMemory, room, out _, out var written));
            Assert.Equal(text, Encoding.UTF8.GetString(room, 0, written));
        }
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Body_ThatIsEmpty_IsEncodedToSomethingThatDecodes(ContentCoding coding)
    {
        var encoded = Coding.Encode(coding, []);

        Assert.NotEmpty(encoded);
        var decoded = Coding.Decode(coding, encoded, Unbounded);
        Assert.Equal(DecodeOutcome.Complete, decoded.Outcome);
        Assert.Empty(decoded.Body);
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Flush_WithoutAnythingNew_DoesNotSpoilTheBody(ContentCoding coding)
    {
        using var encoder = ContentEncoders.Create(coding, 3);
        var output = new ArrayBufferWriter<byte>();
        encoder.Flush(output);
        encoder.Encode("text"u8, output);
        for (var i = 0; i < 3; i++)
            encoder.Flush(output);
        encoder.Finish(output);

        var decoded = Coding.Decode(coding, output.WrittenMemory, Unbounded);
        Assert.Equal("text"u8.ToArray(), decoded.Body);
        Assert.Equal(DecodeOutcome.Complete, decoded.Outcome);
    }

    [Fact]
    public void Gzip_AsWritten_IsUnderstoodByTheFramework()
    {
        var body = Body(new Random(1), 100_000);
        Assert.Equal(body, Coding.Unzip(Coding.Encode(ContentCoding.Gzip, body, _ => 777)));
        Assert.Empty(Coding.Unzip(Coding.Encode(ContentCoding.Gzip, [])));
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Zstd)]
    public void Body_OfSeveralMembers_IsDecodedToItsEnd(ContentCoding coding)
    {
        var encoded = Coding.Encode(coding, "one "u8.ToArray()).Concat(Coding.Encode(coding, [])).Concat(Coding.Encode(coding, "two"u8.ToArray()));
        for (var cut = 1; cut < 60; cut++)
        {
            var decoded = Coding.Decode(coding, encoded.ToArray(), Unbounded, _ => cut);
            Assert.Equal(("one two", DecodeOutcome.Complete), (Encoding.UTF8.GetString(decoded.Body), decoded.Outcome));
        }
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Encoder_ThatIsGivenUp_DoesNotDisturbTheNext(ContentCoding coding)
    {
        var body = Body(new Random(5), 50_000);
        for (var round = 0; round < 20; round++)
        {
            var given = ContentEncoders.Create(coding, 3);
            given.Encode(body.AsSpan(0, round * 2000), new ArrayBufferWriter<byte>());
            given.Dispose();
            given.Dispose();

            Assert.Equal(body, Coding.Decode(coding, Coding.Encode(coding, body), Unbounded).Body);
        }
    }

    /// <summary>Noise, text or one letter: what codings treat differently.</summary>
    internal static byte[] Body(Random random, int length)
    {
        var body = new byte[length];
        var kind = random.Next(3);
        var alphabet = "abcdefghijklmnop "u8;
        if (kind == 0)
            random.NextBytes(body);
        for (var i = 0; kind > 0 && i < length; i++)
            body[i] = kind == 1 ? alphabet[random.Next(alphabet.Length)] : (byte)'a';
        return body;
    }
}
