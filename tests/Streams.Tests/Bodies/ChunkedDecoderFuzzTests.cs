using System.Text;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Streams.Tests.Bodies;

public sealed class ChunkedDecoderFuzzTests
{
    private static readonly string[] Seeds =
    [
        "3\r\nabc\r\n0\r\n\r\n",
        "5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nA: 1\r\nB: 2\r\n\r\n",
        "a\r\n0123456789\r\n0000000000000001\r\nx\r\n0;e\r\n\r\nHTTP/1.1 200 OK\r\n",
    ];

    private static readonly byte[] Telling = "\r\n0123456789abcdefG;: \t\0\x7f\xff"u8.ToArray();

    [Fact]
    public void Decoding_OfMutatedBodies_DoesNotDependOnHowTheyAreSplit()
    {
        var random = new Random(20240607);
        for (var round = 0; round < 20_000; round++)
        {
            var wire = Mutate(Encoding.Latin1.GetBytes(Seeds[random.Next(Seeds.Length)]), random);

            var whole = Decoding.Of(wire, left => left);
            var split = Decoding.Of(wire, left => random.Next(1, Math.Min(left, 8) + 1));
            var bytewise = Decoding.Of(wire, _ => 1);

            Assert.True(whole == split && whole == bytewise, $"{Encoding.Latin1.GetString(wire)}\n{whole}\n{split}\n{bytewise}");
            Assert.True(whole.Data.Length <= wire.Length);
        }
    }

    [Fact]
    public void Decoding_OfWhatTheEncoderWrote_GivesTheDataBack()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            var expected = new StringBuilder();
            for (var chunks = random.Next(6); chunks > 0; chunks--)
            {
                var data = new byte[random.Next(300)];
                random.NextBytes(data);
                expected.Append(Encoding.Latin1.GetString(data));
                ChunkedEncoder.WriteChunk(output, data);
            }

            ChunkedEncoder.WriteEnd(output);

            var decoding = Decoding.Of(output.WrittenSpan, left => random.Next(1, left + 1));
            Assert.Equal(new Decoding(DecodeStatus.Done, expected.ToString(), "", 0), decoding);
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            bytes = random.Next(3) switch
            {
                0 => [.. bytes[..at], .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], Telling[random.Next(Telling.Length)], .. bytes[at..]],
                _ => [.. bytes[..at], Telling[random.Next(Telling.Length)], .. bytes[(at + 1)..]],
            };
        }

        return bytes;
    }
}
