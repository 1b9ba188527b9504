namespace ActorProxy.Hocon.Tokens;

/// <param name="Name">The name for positions.</param>
/// <param name="FullPath">Where it was read from; null for a text that is no file.</param>
/// <param name="Directory">Where its includes are looked for; null: it cannot include.</param>
/// <param name="Text">The text.</param>
internal sealed record SourceText(string Name, string? FullPath, string? Directory, string Text);
