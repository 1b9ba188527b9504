namespace ActorProxy.Streams.Compression;

/// <summary>What a flow fails by when a body cannot be decoded.</summary>
public sealed class ContentDecodingException(DecodeOutcome outcome) : Exception($"the body cannot be decoded: {outcome}")
{
    /// <summary>Invalid or TooLarge.</summary>
    public DecodeOutcome Outcome { get; } = outcome;
}
