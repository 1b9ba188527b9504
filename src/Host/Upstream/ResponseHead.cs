using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// Status line and end-to-end fields of a response (RFC 9112 section 4). Hop-by-hop fields, those that Connection names,
/// Content-Length and Transfer-Encoding are taken out of the fields and are told by properties. One object for each
/// connection, reused by the next head.
/// </summary>
internal sealed class ResponseHead
{
    /// <summary>100 to 599.</summary>
    public int Status { get; internal set; }

    /// <summary>As the backend wrote it, Latin-1; null when it wrote none.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Whether the backend speaks HTTP/1.0.</summary>
    public bool IsHttp10 { get; internal set; }

    /// <summary>None for 1xx, 204, 304 and responses to HEAD.</summary>
    public BodyFraming Framing { get; internal set; }

    /// <summary>As the field says, also for HEAD and 304, where there is no body; -1 without the field, and for 1xx and 204.</summary>
    public long ContentLength { get; internal set; } = -1;

    /// <summary>Whether the backend keeps the connection open after this response.</summary>
    public bool KeepAlive { get; internal set; }

    /// <summary>Whether another head follows in answer to the same request (RFC 9110 section 15.2).</summary>
    public bool IsInterim => Status is < 200 and not 101;

    /// <summary>Whether the connection is a tunnel from here on: 101.</summary>
    public bool IsUpgrade => Status == 101;

    /// <summary>The Upgrade field, of any status (426 needs it too); empty without the field.</summary>
    public string UpgradeProtocol { get; internal set; } = "";

    /// <summary>End-to-end fields.</summary>
    public FieldList Fields { get; } = new();

    /// <summary>End-to-end fields after a chunked body; complete once its last piece has come.</summary>
    public FieldList Trailers { get; } = new();

    /// <inheritdoc cref="FieldList.Count" />
    public int FieldCount => Fields.Count;

    /// <summary>Name of a field; a known name in its usual spelling, another as the backend wrote it.</summary>
    public string Name(int index) => Fields.Name(index);

    /// <summary>Value of a field. The same string object as before while it repeats on this connection.</summary>
    public string Value(int index) => Fields.Value(index);
}
