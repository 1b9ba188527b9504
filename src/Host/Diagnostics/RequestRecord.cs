using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;

namespace ActorProxy.Host.Diagnostics;

/// <summary>What is known of one request when it is over. Made once per request, on the stack.</summary>
internal readonly struct RequestRecord
{
    /// <summary>The matched route; null when none was.</summary>
    public Route? Route { get; init; }

    /// <summary>The backend that was tried last; null when none was.</summary>
    public Backend? Backend { get; init; }

    /// <summary>What went wrong.</summary>
    public Failure Failure { get; init; }

    /// <summary>The status that the client got, or 499 when it went away before.</summary>
    public int Status { get; init; }

    /// <summary>As the client sent it.</summary>
    public string Method { get; init; }

    /// <summary>The raw target, byte for byte.</summary>
    public string Target { get; init; }

    /// <summary>The authority as the client sent it.</summary>
    public string Host { get; init; }

    /// <summary><c>HTTP/1.1</c> and so on.</summary>
    public string Protocol { get; init; }

    /// <summary>The client's address, found through trusted proxies.</summary>
    public string ClientIp { get; init; }

    /// <summary>Bytes of the request body.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of the response body.</summary>
    public long BytesOut { get; init; }

    /// <summary><see cref="TimeProvider.GetTimestamp"/> when the request's headers were complete.</summary>
    public long StartTimestamp { get; init; }

    /// <summary><see cref="TimeProvider.GetTimestamp"/> when the last byte had been handed to the client's connection.</summary>
    public long EndTimestamp { get; init; }

    /// <summary>Backends tried; 0 when none was.</summary>
    public int Attempts { get; init; }

    /// <summary>Null when nothing asked for one.</summary>
    public string? RequestId { get; init; }
}
