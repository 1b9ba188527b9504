namespace ActorProxy.Streams.Flows;

/// <summary>Part of a body, as it comes from where bodies come from.</summary>
/// <param name="Data">Valid until the next read.</param>
/// <param name="IsLast">Whether the body ended with it, in whatever way; no more may be read.</param>
/// <param name="IsBroken">Whether that was before its proper end. The reader knows why.</param>
public readonly record struct Piece(ReadOnlyMemory<byte> Data, bool IsLast, bool IsBroken = false);
