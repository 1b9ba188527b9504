namespace ActorProxy.Streams.Caching.Rules;

/// <summary>What a request has for the fields that select a stored response.</summary>
public interface IRequestValues
{
    /// <summary>
    /// All lines of a field as one list, null without it. <paramref name="name"/> is in lower case; <c>cookie/NAME</c> asks for one cookie.
    /// </summary>
    string? Value(string name);
}
