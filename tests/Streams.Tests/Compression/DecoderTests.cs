using ActorProxy.Streams.Compression;

namespace ActorProxy.Streams.Tests.Compression;

public sealed class DecoderTests
{
    private const int MiB = 1024 * 1024;
    private static readonly DecodeBounds Bounds = new(10 * MiB);

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Bytes_ThatAreNoise_HaveADeclaredOutcome(ContentCoding coding)
    {
        var random = new Random(17);
        for (var round = 0; round < 2_000; round++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            var decoded = Coding.Decode(coding, noise, Bounds, _ => random.Next(1, 50));
            Assert.NotEqual(DecodeOutcome.More, decoded.Outcome);
        }
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Body_ThatWasTamperedWith_HasTheSameOutcomeHoweverItIsCut(ContentCoding coding)
    {
        var random = new Random(19);
        for (var round = 0; round < 600; round++)
        {
            var encoded = Coding.Encode(coding, CodecTests.Body(random, random.Next(3000)));
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                encoded[random.Next(encoded.Length)] = (byte)random.Next(256);

            var whole = Coding.Decode(coding, encoded, Bounds);
            var cut = Coding.Decode(coding, encoded, Bounds, _ => random.Next(1, 20), room: random.Next(1, 300));
            Assert.NotEqual(DecodeOutcome.More, whole.Outcome);
            Assert.Equal(whole.Outcome, cut.Outcome);
            if (whole.Outcome is DecodeOutcome.Complete)
                Assert.Equal(whole.Body, cut.Body);
        }
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Body_ThatBreaksOff_IsInvalidWhereverItDoes(ContentCoding coding)
    {
        var encoded = Coding.Encode(coding, CodecTests.Body(new Random(4), 3000));
        for (var length = 1; length < encoded.Length; length++)
            Assert.Equal(DecodeOutcome.Invalid, Coding.Decode(coding, encoded.AsMemory(0, length), Bounds, _ => 700).Outcome);
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Bytes_BehindTheEnd_AreInvalid(ContentCoding coding)
    {
        byte[] encoded = [.. Coding.Encode(coding, "body"u8.ToArray()), .. "more to come"u8];
        for (var cut = 1; cut < encoded.Length; cut++)
            Assert.Equal(DecodeOutcome.Invalid, Coding.Decode(coding, encoded, Bounds, _ => cut).Outcome);
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Bomb_OfOneLetter_IsStoppedAtTheRatio(ContentCoding coding)
    {
        var bomb = Coding.Encode(coding, new byte[64 * MiB]);

        var decoded = Coding.Decode(coding, bomb, new DecodeBounds(long.MaxValue));

        Assert.Equal(DecodeOutcome.TooLarge, decoded.Outcome);
        Assert.InRange(decoded.Body.Length, DecodeBounds.FreeSize, 32 * MiB);
    }

    [Theory]
    [InlineData(ContentCoding.Gzip)]
    [InlineData(ContentCoding.Brotli)]
    [InlineData(ContentCoding.Zstd)]
    public void Body_AboveTheBound_IsTooLarge(ContentCoding coding)
    {
        var body = CodecTests.Body(new Random(8), 10_000);
        var encoded = Coding.Encode(coding, body);

        Assert.Equal(DecodeOutcome.Complete, Coding.Decode(coding, encoded, new DecodeBounds(body.Length)).Outcome);
        Assert.Equal(DecodeOutcome.TooLarge, Coding.Decode(coding, encoded, new DecodeBounds(body.Length - 1)).Outcome);
    }

    [Fact]
    public void Zstd_WithAWindowOfMoreThan8MiB_IsInvalid()
    {
        // Magic, a frame header without single segment whose window descriptor says 2^27, and a raw block.
        byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 17 << 3, 0x09, 0x00, 0x00, (byte)'x'];
        Assert.Equal(DecodeOutcome.Invalid, Coding.Decode(ContentCoding.Zstd, frame, Bounds).Outcome);
        frame[5] = 13 << 3;
        Assert.Equal(DecodeOutcome.Complete, Coding.Decode(ContentCoding.Zstd, frame, Bounds).Outcome);
    }
}
