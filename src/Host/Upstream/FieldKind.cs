namespace ActorProxy.Host.Upstream;

/// <summary>What a response field means to a proxy (RFC 9110 section 7.6.1).</summary>
internal enum FieldKind : byte
{
    /// <summary>Passed on.</summary>
    EndToEnd,

    /// <summary>Passed on with a chunked body only.</summary>
    Trailer,

    /// <summary>Ends here and says nothing to us.</summary>
    HopByHop,

    /// <summary>Names what else ends here.</summary>
    Connection,

    /// <summary>Framing.</summary>
    ContentLength,

    /// <summary>Framing.</summary>
    TransferEncoding,

    /// <summary>The protocol that the backend changes to, or offers.</summary>
    Upgrade,
}
