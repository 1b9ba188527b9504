namespace ActorProxy.Hocon.Tests;

public sealed class SizesTests
{
    [Theory]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("512 bytes", 512)]
    [InlineData("64KiB", 65_536)]
    [InlineData("64 KiB", 65_536)]
    [InlineData("64Ki", 65_536)]
    [InlineData("64K", 65_536)]
    [InlineData("64k", 65_536)]
    [InlineData("64kB", 64_000)]
    [InlineData("64KB", 64_000)]
    [InlineData("10MB", 10_000_000)]
    [InlineData("10 megabytes", 10_000_000)]
    [InlineData("1.5MiB", 1_572_864)]
    [InlineData("1M", 1_048_576)]
    [InlineData("2g", 2_147_483_648)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("1GB", 1_000_000_000)]
    [InlineData("1 tebibyte", 1_099_511_627_776)]
    [InlineData("4E", 4_611_686_018_427_387_904)]
    [InlineData("0.3B", 0)]
    public void Size_InAnyUnit_IsRead(string text, long bytes)
    {
        var reader = Load.Reader("a = " + text);

        Assert.Equal(bytes, reader.Size("a"));
        Assert.Empty(reader.Errors);
    }

    [Theory]
    [InlineData("10mb")]
    [InlineData("10kib")]
    [InlineData("10 X")]
    [InlineData("8E")]
    [InlineData("-1")]
    [InlineData("MB")]
    [InlineData("1 0")]
    [InlineData("99999999999999999999999999999999")]
    public void Size_ThatIsNone_IsAnError(string text)
    {
        var reader = Load.Reader($"a = \"{text}\"");

        Assert.Equal(0, reader.Size("a"));
        Assert.StartsWith("test.conf:1:5: a: must be a size such as 512, 64KiB (65536 bytes) or 10MB (10000000 bytes), not",
            Assert.Single(reader.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Size_OutOfRange_IsAnErrorThatTellsTheRange()
    {
        var reader = Load.Reader("a = 1K");

        Assert.Equal(4096, reader.Size("a", 4096, 8192));
        Assert.EndsWith(", at least 4096, at most 8192, not the text \"1K\"", Assert.Single(reader.Errors).Message, StringComparison.Ordinal);
    }
}
