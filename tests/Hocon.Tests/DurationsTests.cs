namespace ActorProxy.Hocon.Tests;

public sealed class DurationsTests
{
    private const DurationWords Both = DurationWords.Infinite | DurationWords.Off;

    [Theory]
    [InlineData("250", 250)]
    [InlineData("\"250\"", 250)]
    [InlineData("5s", 5_000)]
    [InlineData("5 s", 5_000)]
    [InlineData("\" 5 s \"", 5_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("0.5 hours", 1_800_000)]
    [InlineData("100ms", 100)]
    [InlineData("100 millis", 100)]
    [InlineData("3000us", 3)]
    [InlineData("3000 micros", 3)]
    [InlineData("3000µs", 3)]
    [InlineData("3000000ns", 3)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("1w", 604_800_000)]
    [InlineData("2 weeks", 1_209_600_000)]
    [InlineData("0", 0)]
    public void Duration_InAnyUnit_IsRead(string text, double milliseconds)
    {
        var reader = Load.Reader("a = " + text);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), reader.Duration("a"));
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public void Duration_SmallerThanATick_IsNotZero() => Assert.Equal(1, Load.Reader("a = 1ns").Duration("a").Ticks);

    [Theory]
    [InlineData("-1s")]
    [InlineData("5 sec")]
    [InlineData("5S")]
    [InlineData("s")]
    [InlineData("1e3s")]
    [InlineData("1..5s")]
    [InlineData("")]
    [InlineData("99999999999999999999w")]
    [InlineData("infinite")]
    [InlineData("off")]
    [InlineData("true")]
    public void Duration_ThatIsNone_IsAnError(string text)
    {
        var reader = Load.Reader($"a = \"{text}\"");

        Assert.Equal(TimeSpan.Zero, reader.Duration("a"));
        Assert.Equal($"test.conf:1:5: a: must be a duration such as 250ms, 5s, 1.5m or 2h, not the text \"{text}\"",
            Assert.Single(reader.Errors).ToString());
    }

    [Fact]
    public void Duration_OutOfRange_IsAnErrorThatTellsTheRange()
    {
        var reader = Load.Reader("a = 2h");

        Assert.Equal(TimeSpan.FromSeconds(1), reader.Duration("a", DurationWords.Off, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(90)));
        Assert.Equal("test.conf:1:5: a: must be a duration such as 250ms, 5s, 1.5m or 2h, at least 1s, at most 90m, or off, not the text \"2h\"",
            Assert.Single(reader.Errors).ToString());
    }

    [Fact]
    public void Duration_ThatMayBeNegative_IsRead() =>
        Assert.Equal(TimeSpan.FromSeconds(-1), Load.Reader("a = -1s").Duration("a", min: TimeSpan.FromHours(-1)));

    [Fact]
    public void Word_WhereItIsAllowed_StandsForADuration()
    {
        var reader = Load.Reader("a = infinite, b = off");

        Assert.Equal(Timeout.InfiniteTimeSpan, reader.Duration("a", Both, TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.Zero, reader.Duration("b", Both, TimeSpan.FromSeconds(1)));
        Assert.Empty(reader.Errors);
    }
}
