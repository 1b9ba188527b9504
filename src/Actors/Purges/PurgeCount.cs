namespace ActorProxy.Actors.Purges;

/// <summary>How many stored responses of a route a purge meant.</summary>
/// <param name="Route">Its name.</param>
/// <param name="Count">In memory.</param>
public sealed record PurgeCount(string Route, int Count);
