using ActorProxy.Actors.Routing;

namespace ActorProxy.Actors.Tests.Routing;

public sealed class MediaTypesTests
{
    private static readonly MediaTypes Types = new(["text/*", "application/json", "application/*+json", "image/svg+xml"]);

    [Theory]
    [InlineData("text/html", true)]
    [InlineData("TEXT/HTML; charset=utf-8", true)]
    [InlineData("text/event-stream", true)]
    [InlineData("application/json", true)]
    [InlineData("application/json ;charset=utf-8", true)]
    [InlineData("application/problem+json", true)]
    [InlineData("Image/SVG+XML", true)]
    [InlineData("application/jsonp", false)]
    [InlineData("application/json+zip", false)]
    [InlineData("textual/html", false)]
    [InlineData("image/png", false)]
    [InlineData("; text/html", false)]
    [InlineData("", false)]
    public void ContentType_WithWhateverParameters_IsFoundByItsType(string contentType, bool expected) =>
        Assert.Equal(expected, Types.Contains(contentType));

    [Fact]
    public void Wildcard_OfEverything_HasEverythingButNothing()
    {
        var all = new MediaTypes(["*/*"]);

        Assert.True(all.Contains("image/png"));
        Assert.False(all.Contains(""));
    }
}
