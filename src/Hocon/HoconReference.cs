namespace ActorProxy.Hocon;

/// <summary>
/// A text with defaults that lies under the loaded one: what the user wrote is merged over it, and only then are substitutions
/// resolved, so that a default made from another key follows what the user gave that key.
/// </summary>
/// <param name="Name">Its file name in positions; keys written there are never reported as unknown.</param>
/// <param name="Text">The text.</param>
public sealed record HoconReference(string Name, string Text);
