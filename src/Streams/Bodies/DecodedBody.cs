namespace ActorProxy.Streams.Bodies;

/// <summary>What a decoder found in the bytes it was given. Positions count from their start.</summary>
/// <param name="Status">How it goes on.</param>
/// <param name="Consumed">Bytes that are done with; the rest must be given again, with more behind it.</param>
/// <param name="DataStart">Where the decoded data is.</param>
/// <param name="DataLength">Its length; may be 0.</param>
/// <param name="TrailersStart">Where the trailer section is, when <see cref="DecodeStatus.Done"/>.</param>
/// <param name="TrailersLength">Its length, each line with its CRLF but without the empty line; 0: no trailers.</param>
public readonly record struct DecodedBody(
    DecodeStatus Status,
    int Consumed,
    int DataStart,
    int DataLength,
    int TrailersStart = 0,
    int TrailersLength = 0);

/// <summary>How decoding goes on.</summary>
public enum DecodeStatus : byte
{
    /// <summary>The body goes on.</summary>
    More,

    /// <summary>The body ended with this data.</summary>
    Done,

    /// <summary>The bytes break the framing; there is no data with this.</summary>
    Invalid,
}
