using ActorProxy.Streams.Compression;
using static ActorProxy.Streams.Compression.ContentCoding;

namespace ActorProxy.Streams.Tests.Compression;

/// <summary>RFC 9110 section 12.5.3.</summary>
public sealed class AcceptEncodingTests
{
    private static readonly ContentCoding[] Offered = [Zstd, Brotli, Gzip];

    [Theory]
    [InlineData(null, Identity)]
    [InlineData("", Identity)]
    [InlineData(" ", Identity)]
    [InlineData("gzip", Gzip)]
    [InlineData("x-gzip", Gzip)]
    [InlineData("GZip", Gzip)]
    [InlineData("X-GZIP", Gzip)]
    [InlineData("gzip, deflate", Gzip)]
    [InlineData("gzip, deflate, br, zstd", Zstd)]
    [InlineData("gzip, deflate, br", Brotli)]
    [InlineData("gzip;q=1.0, br;q=0.9", Gzip)]
    [InlineData("gzip;q=0.5, br;q=0.501", Brotli)]
    [InlineData("gzip ; q=0.5 , br\t;\tq=0.6", Brotli)]
    [InlineData("gzip;Q=0.5,br;q=0.4", Gzip)]
    [InlineData("gzip;q=0", Identity)]
    [InlineData("gzip;q=0.000", Identity)]
    [InlineData("*", Zstd)]
    [InlineData("*;q=0.1, gzip", Gzip)]
    [InlineData("zstd;q=0, *", Brotli)]
    [InlineData("gzip;q=0.5, identity", Identity)]
    [InlineData("gzip;q=0.5, identity;q=0.5", Gzip)]
    [InlineData("gzip;q=0.1", Gzip)]
    [InlineData("deflate, compress", Identity)]
    [InlineData("identity;q=0", null)]
    [InlineData("identity;q=0, deflate", null)]
    [InlineData("identity;q=0, gzip", Gzip)]
    [InlineData("*;q=0", null)]
    [InlineData("*;q=0, identity", Identity)]
    [InlineData("*;q=0, gzip;q=0.1", Gzip)]
    [InlineData("identity;q=0, *;q=0.1", Zstd)]
    public void Choice_ByTheRules_IsTheOneTheClientLikesMost(string? field, ContentCoding? expected) =>
        Assert.Equal(expected, AcceptEncoding.Parse(field).Choose(Offered));

    [Theory]
    [InlineData(",,gzip,,")]
    [InlineData("gzip;q=2, gzip")]
    [InlineData("br;q=, gzip")]
    [InlineData("br;q=1.001, gzip")]
    [InlineData("br;q=0.x, gzip")]
    [InlineData("br;q=-1, gzip")]
    [InlineData("br;level=9, gzip")]
    [InlineData("br;, gzip")]
    [InlineData(";q=1, gzip")]
    [InlineData("b r, gzip;q=0.5")]
    public void Element_ThatIsMalformed_CountsAsNotThere(string field) =>
        Assert.Equal(Gzip, AcceptEncoding.Parse(field).Choose(Offered));

    [Fact]
    public void Coding_ThatIsBothWantedAndRefused_IsNotSent()
    {
        Assert.False(AcceptEncoding.Parse("gzip, gzip;q=0").Accepts(Gzip));
        Assert.False(AcceptEncoding.Parse("x-gzip;q=0, gzip").Accepts(Gzip));
    }

    [Fact]
    public void Acceptance_OfEachCoding_FollowsTheField()
    {
        Assert.True(AcceptEncoding.Parse(null).Accepts(Zstd));
        Assert.False(AcceptEncoding.Parse("").Accepts(Gzip));
        Assert.True(AcceptEncoding.Parse("").Accepts(Identity));
        Assert.True(AcceptEncoding.Parse("br").Accepts(Identity));
        Assert.False(AcceptEncoding.Parse("br").Accepts(Gzip));
        Assert.False(AcceptEncoding.Parse("br, *;q=0").Accepts(Identity));
    }

    [Fact]
    public void Choice_AmongEquals_IsWhatTheServerOffersFirst()
    {
        var accept = AcceptEncoding.Parse("zstd, br, gzip");

        Assert.Equal(Gzip, accept.Choose([Gzip, Zstd]));
        Assert.Equal(Identity, accept.Choose([]));
    }

    [Fact]
    public void Field_BeyondTheBound_IsReadUpToTheLastWholeElement()
    {
        var padding = string.Join(",", Enumerable.Repeat("deflate", 128));

        Assert.Equal(Gzip, AcceptEncoding.Parse($"gzip,{padding},br").Choose(Offered));
        Assert.Equal(Identity, AcceptEncoding.Parse(new string('a', 5000)).Choose(Offered));
    }

    [Fact]
    public void Parsing_OfAnyText_NeitherThrowsNorAllocates()
    {
        var random = new Random(3);
        const string letters = "gzipbrstd-x*;q=01.5, \tidentity";
        var fields = Enumerable.Range(0, 5000)
            .Select(_ => string.Create(random.Next(60), random, (span, source) =>
            {
                foreach (ref var letter in span)
                    letter = letters[source.Next(letters.Length)];
            }))
            .ToArray();
        AcceptEncoding.Parse(fields[0]).Choose(Offered);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var field in fields)
            AcceptEncoding.Parse(field).Choose(Offered);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
