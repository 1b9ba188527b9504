namespace ActorProxy.Streams.Bodies;

/// <summary>How the end of a message body is found (RFC 9112 section 6.3).</summary>
public enum BodyFraming : byte
{
    /// <summary>There is no body.</summary>
    None,

    /// <summary>Content-Length says it.</summary>
    Length,

    /// <summary>The last chunk says it.</summary>
    Chunked,

    /// <summary>The end of the connection says it.</summary>
    UntilClose,
}
