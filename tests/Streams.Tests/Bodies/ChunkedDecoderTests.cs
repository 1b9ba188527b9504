using System.Text;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Streams.Tests.Bodies;

public sealed class ChunkedDecoderTests
{
    [Fact]
    public void Body_OfSeveralChunks_ComesAsOnePiece()
    {
        var wire = "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"u8.ToArray();
        var decoder = new ChunkedDecoder();
        decoder.Reset();

        var body = decoder.Decode(wire);

        Assert.Equal(DecodeStatus.Done, body.Status);
        Assert.Equal("abcde", Encoding.ASCII.GetString(wire, body.DataStart, body.DataLength));
        Assert.Equal(wire.Length, body.Consumed);
    }

    [Theory]
    [InlineData("0\r\n\r\n", "")]
    [InlineData("000a\r\n0123456789\r\n0\r\n\r\n", "0123456789")]
    [InlineData("A\r\n0123456789\r\n0\r\n\r\n", "0123456789")]
    [InlineData("3;name=value\r\nabc\r\n0;last\r\n\r\n", "abc")]
    [InlineData("3 ; name=\"quoted; value\"\r\nabc\r\n00\r\n\r\n", "abc")]
    public void Body_WellFormed_IsDecoded(string wire, string data) =>
        Assert.Equal(new Decoding(DecodeStatus.Done, data, "", 0), Decoding.Of(wire));

    [Fact]
    public void Body_WithTrailers_GivesTheirSection() =>
        Assert.Equal(
            new Decoding(DecodeStatus.Done, "abc", "A: 1\r\nB: 2\r\n", 0),
            Decoding.Of("3\r\nabc\r\n0\r\nA: 1\r\nB: 2\r\n\r\n"));

    [Fact]
    public void Body_WithBytesBehindIt_LeavesThem() =>
        Assert.Equal(4, Decoding.Of("1\r\na\r\n0\r\n\r\nHTTP").Left);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("3\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabc\n0\r\n\r\n")]
    [InlineData("3\r\nabcd\r\n0\r\n\r\n")]
    [InlineData("0\r\n\n")]
    [InlineData("0\r\nA: 1\n\r\n")]
    [InlineData("+3\r\nabc\r\n0\r\n\r\n")]
    [InlineData("-1\r\nabc\r\n0\r\n\r\n")]
    [InlineData("0x3\r\nabc\r\n0\r\n\r\n")]
    [InlineData(" 3\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3 \r\nabc\r\n0\r\n\r\n")]
    [InlineData("3 name\r\nabc\r\n0\r\n\r\n")]
    [InlineData("g\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3;a\rb\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3;a\0\r\nabc\r\n0\r\n\r\n")]
    [InlineData("8000000000000000\r\nabc")]
    [InlineData("ffffffffffffffff\r\nabc")]
    [InlineData("00000000000000003\r\nabc\r\n0\r\n\r\n")]
    public void Body_Malformed_IsRefused(string wire) => Assert.Equal(DecodeStatus.Invalid, Decoding.Of(wire).Status);

    [Fact]
    public void Data_BeforeAFault_IsGivenFirst() =>
        Assert.Equal(new Decoding(DecodeStatus.Invalid, "abc", "", 5), Decoding.Of("3\r\nabc\r\nXYZ\r\n"));

    [Theory]
    [InlineData("5\r\nabc")]
    [InlineData("3\r\nabc\r")]
    [InlineData("3\r\nabc\r\n0\r\n")]
    [InlineData("3\r\nabc\r\n0\r\n\r")]
    public void Body_BrokenOff_IsNotDone(string wire)
    {
        var decoding = Decoding.Of(wire);

        Assert.Equal(DecodeStatus.More, decoding.Status);
        Assert.Equal("abc", decoding.Data);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Extensions_BeyondTheirBound_AreRefused(int chunks)
    {
        var extension = ";" + new string('x', (ChunkedDecoder.MaxExtensionBytes / chunks) - 1);
        var chunk = $"1{extension}\r\na\r\n";
        var within = string.Concat(Enumerable.Repeat(chunk, chunks));

        Assert.Equal(DecodeStatus.Done, Decoding.Of(within + "0\r\n\r\n").Status);
        Assert.Equal(DecodeStatus.Invalid, Decoding.Of(within + "1;\r\na\r\n0\r\n\r\n").Status);
    }

    [Fact]
    public void SizeLine_ThatNeverEnds_IsRefused() =>
        Assert.Equal(DecodeStatus.Invalid, Decoding.Of("1;" + new string('x', 5000)).Status);

    [Fact]
    public void Trailers_BeyondTheirBound_AreRefused()
    {
        var line = "A: " + new string('x', 95) + "\r\n";

        Assert.Equal(DecodeStatus.Done, Decoding.Of("0\r\n" + string.Concat(Enumerable.Repeat(line, 81)) + "\r\n").Status);
        Assert.Equal(DecodeStatus.Invalid, Decoding.Of("0\r\n" + string.Concat(Enumerable.Repeat(line, 82)) + "\r\n").Status);
    }
}
