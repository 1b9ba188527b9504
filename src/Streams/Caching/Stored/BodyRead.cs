namespace ActorProxy.Streams.Caching.Stored;

/// <summary>What a reader of a stored body got.</summary>
/// <param name="Data">Valid until the next read.</param>
/// <param name="State">Whether more follows.</param>
public readonly record struct BodyRead(ReadOnlyMemory<byte> Data, BodyState State);

/// <summary>How far a stored body is.</summary>
public enum BodyState : byte
{
    /// <summary>Bytes may still follow.</summary>
    Open,

    /// <summary>All bytes are there.</summary>
    Complete,

    /// <summary>It broke off: whoever reads it must not end as if it were whole (RFC 9111 section 3.3).</summary>
    Broken,
}
