namespace ActorProxy.Hocon.Values;

/// <summary>A key of an object and its value.</summary>
/// <param name="Key">One element, without quotes; it may hold dots.</param>
/// <param name="KeySpan">Where the key was last written.</param>
/// <param name="Value">What it means after all merging.</param>
public readonly record struct HoconMember(string Key, HoconSpan KeySpan, HoconValue Value) : IKeyed;
