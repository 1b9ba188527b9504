using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>RFC 9111 section 1.2.2.</summary>
public sealed class DeltaSecondsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("00000000000000000000000000000000007", 7)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("2147483648", int.MaxValue)]
    [InlineData("9999999999", int.MaxValue)]
    [InlineData("99999999999999999999999999999999999999", int.MaxValue)]
    public void Digits_AreTheirNumber_UpToTheMost(string text, int seconds) => Assert.Equal(seconds, DeltaSeconds.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData("5.0")]
    [InlineData("1e3")]
    [InlineData("0x5")]
    [InlineData("\u0665")]
    [InlineData("5,5")]
    public void AnythingElse_IsNoNumber(string text) => Assert.Null(DeltaSeconds.Parse(text));
}
