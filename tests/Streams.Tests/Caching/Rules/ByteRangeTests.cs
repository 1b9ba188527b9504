using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Ranges of bytes (RFC 9110 sections 14.1.2, 14.2, 14.4 and 17.15).</summary>
public sealed class ByteRangeTests
{
    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=0-", 0, 10)]
    [InlineData("bytes=3-5", 3, 3)]
    [InlineData("bytes=9-", 9, 1)]
    [InlineData("bytes=5-99", 5, 5)]
    [InlineData("bytes=-3", 7, 3)]
    [InlineData("bytes=-10", 0, 10)]
    [InlineData("bytes=-99", 0, 10)]
    [InlineData("BYTES=3-5", 3, 3)]
    [InlineData("bytes= 3-5 ", 3, 3)]
    [InlineData("bytes=003-0005", 3, 3)]
    public void Range_WithinTheBody_IsAPart(string field, long start, long length)
    {
        Assert.Equal(RangeVerdict.Part, ByteRange.Parse(field, 10, out var range));
        Assert.Equal(new ByteRange(start, length), range);
    }

    /// <summary>RFC 9110 section 14.1.2: numbers of any size are numbers.</summary>
    [Theory]
    [InlineData("bytes=3-99999999999999999999999999", RangeVerdict.Part, 3, 7)]
    [InlineData("bytes=3-9223372036854775807", RangeVerdict.Part, 3, 7)]
    [InlineData("bytes=-99999999999999999999999999", RangeVerdict.Part, 0, 10)]
    [InlineData("bytes=99999999999999999999999999-", RangeVerdict.None, 0, 0)]
    [InlineData("bytes=99999999999999999999999998-99999999999999999999999999", RangeVerdict.None, 0, 0)]
    public void Number_OfAnySize_IsUnderstood(string field, RangeVerdict verdict, long start, long length)
    {
        Assert.Equal(verdict, ByteRange.Parse(field, 10, out var range));
        Assert.Equal(new ByteRange(start, length), range);
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-20")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=10-11, 20-30")]
    public void Range_OutsideTheBody_CannotBeSatisfied(string field) => Assert.Equal(RangeVerdict.None, ByteRange.Parse(field, 10, out _));

    [Fact]
    public void Range_OfAnEmptyBody_CannotBeSatisfied() => Assert.Equal(RangeVerdict.None, ByteRange.Parse("bytes=0-", 0, out _));

    /// <summary>RFC 9110 section 14.2: what is invalid, or of another unit, is ignored.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=5")]
    [InlineData("bytes=5-3")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=1-b")]
    [InlineData("bytes=a-1")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=1 - 2")]
    [InlineData("bytes=0x1-2")]
    [InlineData("bytes=1-2-3")]
    [InlineData("bytes=1-2;3-4")]
    [InlineData("bytes=1-2, x")]
    [InlineData("bytes 1-2")]
    [InlineData("bytes =1-2")]
    [InlineData("lines=1-2")]
    public void Field_Invalid_IsIgnored(string? field) => Assert.Equal(RangeVerdict.Whole, ByteRange.Parse(field, 10, out _));

    [Theory]
    [InlineData("bytes=0-3,4-6", 0, 7)]
    [InlineData("bytes=4-6, 0-3", 0, 7)]
    [InlineData("bytes=0-5,2-3", 0, 6)]
    [InlineData("bytes=2-3,20-30", 2, 2)]
    [InlineData("bytes=-4,5-7", 5, 5)]
    public void Ranges_ThatTouch_AreOne(string field, long start, long length)
    {
        Assert.Equal(RangeVerdict.Part, ByteRange.Parse(field, 10, out var range));
        Assert.Equal(new ByteRange(start, length), range);
    }

    [Fact]
    public void Ranges_ThatDoNotTouch_AreAnsweredByTheWhole() => Assert.Equal(RangeVerdict.Whole, ByteRange.Parse("bytes=0-1,5-6", 10, out _));

    [Fact]
    public void Ranges_TooMany_AreIgnored() =>
        Assert.Equal(RangeVerdict.Whole, ByteRange.Parse("bytes=" + string.Join(',', Enumerable.Repeat("0-1", 33)), 10, out _));

    [Fact]
    public void ContentRange_NamesFirstAndLastByte() => Assert.Equal("bytes 3-5/10", new ByteRange(3, 3).ContentRange(10));
}
