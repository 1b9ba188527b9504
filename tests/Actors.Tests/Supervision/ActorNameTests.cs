using ActorProxy.Actors.Supervision;
using Akka.Actor;

namespace ActorProxy.Actors.Tests.Supervision;

public sealed class ActorNameTests
{
    [Theory]
    [InlineData("10.0.0.1:80", "health-10.0.0.1:80")]
    [InlineData("[::1]:80", "health-%5B%3A%3A1%5D%3A80")]
    [InlineData("a b/c", "health-a%20b%2Fc")]
    public void Name_OfAnyText_IsOneThatAkkaTakes(string text, string name)
    {
        Assert.Equal(name, ActorName.Of("health", text));
        Assert.True(ActorPath.IsValidPathElement(name));
    }
}
