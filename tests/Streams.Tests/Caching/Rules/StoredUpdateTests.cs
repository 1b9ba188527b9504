using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Freshening stored fields (RFC 9111 section 3.2).</summary>
public sealed class StoredUpdateTests
{
    [Fact]
    public void Field_ThatIsNamed_IsReplacedByAllItsLines()
    {
        var updated = StoredUpdate.Apply(Make.Fields("A: 1", "B: 1", "a: 2"), Make.Fields("A: 3", "A: 4"));

        Assert.Equal("3, 4", updated.Joined("a"));
        Assert.Equal("1", updated.Joined("B"));
    }

    [Fact]
    public void Field_ThatIsNew_IsAdded() => Assert.Equal("1", StoredUpdate.Apply(Make.Fields("A: 1"), Make.Fields("B: 1")).First("B"));

    [Fact]
    public void Field_ThatIsNotNamed_Stays() => Assert.Equal("1", StoredUpdate.Apply(Make.Fields("A: 1"), FieldLines.None).First("A"));

    [Theory]
    [InlineData("Cache-Control")]
    [InlineData("Expires")]
    [InlineData("Date")]
    [InlineData("Last-Modified")]
    [InlineData("Content-Language")]
    [InlineData("X-Anything")]
    public void Field_OfTheOriginsWord_IsUpdated(string name) => Assert.Equal("new", StoredUpdate.Apply(Make.Fields($"{name}: old"), Make.Fields($"{name}: new")).First(name));

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("content-encoding")]
    [InlineData("Content-Range")]
    public void Field_ThatDescribesTheStoredBytes_Stays(string name)
    {
        Assert.Equal("old", StoredUpdate.Apply(Make.Fields($"{name}: old"), Make.Fields($"{name}: new")).First(name));
        Assert.Null(StoredUpdate.Apply(FieldLines.None, Make.Fields($"{name}: new")).First(name));
    }
}
