using ActorProxy.Streams.Bodies;

namespace ActorProxy.Streams.Tests.Bodies;

public sealed class BodyDecoderTests
{
    private readonly BodyDecoder _decoder = new();

    [Fact]
    public void Length_IsCountedOverPieces()
    {
        _decoder.Start(BodyFraming.Length, 5);

        Assert.Equal(new DecodedBody(DecodeStatus.More, 3, 0, 3), _decoder.Decode(new byte[3]));
        Assert.Equal(2, _decoder.Announced);
        Assert.Equal(new DecodedBody(DecodeStatus.Done, 2, 0, 2), _decoder.Decode(new byte[4]));
    }

    [Fact]
    public void UntilClose_TakesAllAndNeverEndsByItself()
    {
        _decoder.Start(BodyFraming.UntilClose, -1);

        Assert.True(_decoder.EndsAtClose);
        Assert.Equal(new DecodedBody(DecodeStatus.More, 4, 0, 4), _decoder.Decode(new byte[4]));
    }

    [Fact]
    public void None_IsDoneWithoutABodyWhateverTheLengthSays()
    {
        _decoder.Start(BodyFraming.None, 100);

        Assert.Equal(new DecodedBody(DecodeStatus.Done, 0, 0, 0), _decoder.Decode(new byte[4]));
    }

    [Fact]
    public void Chunked_StartsAnewEachTime()
    {
        _decoder.Start(BodyFraming.Chunked, -1);
        _decoder.Decode("5\r\nab"u8.ToArray());
        Assert.Equal(3, _decoder.Announced);

        _decoder.Start(BodyFraming.Chunked, -1);

        Assert.Equal(DecodeStatus.Done, _decoder.Decode("0\r\n\r\n"u8.ToArray()).Status);
    }
}
