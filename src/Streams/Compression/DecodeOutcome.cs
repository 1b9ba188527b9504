namespace ActorProxy.Streams.Compression;

/// <summary>How the decoding of a content coding stands.</summary>
public enum DecodeOutcome : byte
{
    /// <summary>It goes on: with room when the output was filled, with input when all was consumed.</summary>
    More,

    /// <summary>The body may end here.</summary>
    Complete,

    /// <summary>The bytes are none of this coding, or end too early.</summary>
    Invalid,

    /// <summary>The decoded body is larger than allowed, or so much larger than its encoded form that it was made to be.</summary>
    TooLarge,
}
