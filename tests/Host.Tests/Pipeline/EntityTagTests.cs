using ActorProxy.Host.Pipeline.Coding;
using ActorProxy.Streams.Compression;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Tests.Pipeline;

public sealed class EntityTagTests
{
    [Theory]
    [InlineData("\"a-gzip\"", "\"a\", \"a-gzip\"")]
    [InlineData("W/\"a-gzip\"", "W/\"a\", W/\"a-gzip\"")]
    [InlineData("\"x\",\"a-gzip\" , \"b-gzip\"", "\"a\", \"b\", \"x\",\"a-gzip\" , \"b-gzip\"")]
    [InlineData("\"a-gzip-gzip\"", "\"a-gzip\", \"a-gzip-gzip\"")]
    [InlineData("\"-gzip\"", "\"\", \"-gzip\"")]
    [InlineData("\"a-br\"", null)]
    [InlineData("\"a\"", null)]
    [InlineData("*", null)]
    [InlineData("-gzip\"", null)]
    [InlineData("a-gzip\"", null)]
    [InlineData("", null)]
    public void List_WithTagsOfACoding_HasThoseOfTheBackendAsWell(string list, string? expected)
    {
        var undone = EntityTag.Undo(list, [ContentCoding.Gzip]);

        Assert.Equal(expected, undone?.ToString());
    }

    [Fact]
    public void List_OfSeveralLines_KeepsThem()
    {
        var undone = EntityTag.Undo(new StringValues(["\"x\"", "\"a-br\""]), [ContentCoding.Gzip, ContentCoding.Brotli]);

        Assert.Equal("\"x\"|\"a\", \"a-br\"", string.Join("|", undone!.Value.ToArray()));
    }

    [Fact]
    public void List_OfAnyText_IsTakenAsItComes()
    {
        var random = new Random(5);
        string[] parts = ["\"", "-gzip\"", "W/", "a", ",", " ", "-br\"", "*"];
        for (var round = 0; round < 20_000; round++)
        {
            var list = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            var undone = EntityTag.Undo(list, [ContentCoding.Gzip, ContentCoding.Brotli]);
            Assert.True(undone is null || undone.Value.ToString().EndsWith(list, StringComparison.Ordinal));
        }
    }
}
