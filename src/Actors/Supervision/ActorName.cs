using Akka.Actor;

namespace ActorProxy.Actors.Supervision;

internal static class ActorName
{
    /// <summary><c>prefix-text</c>, with the text percent-encoded where Akka would not have it as it is.</summary>
    public static string Of(string prefix, string text)
    {
        var name = $"{prefix}-{text}";
        return ActorPath.IsValidPathElement(name) ? name : $"{prefix}-{Uri.EscapeDataString(text)}";
    }
}
