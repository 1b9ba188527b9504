namespace ActorProxy.Actors.Requests;

/// <summary>The closed list of ways a request can go wrong.</summary>
public enum Failure : byte
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The request is malformed or forbidden by HTTP: 400.</summary>
    BadRequest,

    /// <summary>The host is not served on this TLS connection: 421 (RFC 9110 section 7.4).</summary>
    Misdirected,

    /// <summary>It came where nodes alone are answered, and is no node's: 403.</summary>
    Forbidden,

    /// <summary>No route matches: 404.</summary>
    NoRoute,

    /// <summary>The method is not offered: 405 (CONNECT and TRACE).</summary>
    MethodNotAllowed,

    /// <summary>The client takes nothing that could be sent: 406 (RFC 9110 section 12.5.3).</summary>
    NotAcceptable,

    /// <summary>The request body is larger than allowed: 413.</summary>
    BodyTooLarge,

    /// <summary>The request body is in a coding that cannot be undone: 415 (RFC 9110 section 15.5.16).</summary>
    UnsupportedCoding,

    /// <summary>The client stopped sending: 408.</summary>
    ClientTooSlow,

    /// <summary>The request has passed here before: 508.</summary>
    Loop,

    /// <summary>No backend of the pool can be used: 503.</summary>
    NoBackend,

    /// <summary>No connection could be made, nothing was sent: 502.</summary>
    ConnectFailed,

    /// <summary>This machine or process has no socket left for a connection to a backend, which is not to blame: 503.</summary>
    NoSocket,

    /// <summary>No connection was made in time, nothing was sent: 504.</summary>
    ConnectTimeout,

    /// <summary>The backend stopped reading the request: 504.</summary>
    SendTimeout,

    /// <summary>The backend did not answer in time: 504.</summary>
    ReadTimeout,

    /// <summary>The connection broke before the response began: 502.</summary>
    UpstreamReset,

    /// <summary>The response breaks HTTP: 502.</summary>
    BadResponse,

    /// <summary>The response broke off after it began: the client's connection is aborted, visibly.</summary>
    ResponseTruncated,

    /// <summary>
    /// The backend broke off what it had switched protocols to, or nothing passed for the tunnel's time: the client's connection is aborted,
    /// visibly. Such connections live for hours and break for many reasons that are no fault of the backend's, so it is not blamed.
    /// </summary>
    TunnelBroken,

    /// <summary>The client asked for a stored response alone and there is none: 504 (RFC 9111 section 5.2.1.7).</summary>
    NotCached,

    /// <summary>What is stored may not be used without the origin, which cannot be asked: 504 (RFC 9111 section 5.2.2.2).</summary>
    CannotRevalidate,

    /// <summary>What was stored is not what had been written, and the origin could not be asked for it: 502.</summary>
    StoredBroken,

    /// <summary>The proxy itself could not encode or decode a body: 500.</summary>
    CodingFailed,

    /// <summary>The client went away: recorded as 499, nobody is blamed.</summary>
    ClientAborted,

    /// <summary>The route was told to fail some requests: the status that it says.</summary>
    Injected,
}

/// <summary>What follows from a <see cref="Failure"/>.</summary>
public static class FailureFacts
{
    /// <summary>The status that the client gets while none has been sent, and that the log records.</summary>
    public static int StatusCode(this Failure failure) => failure switch
    {
        Failure.None => 200,
        Failure.BadRequest => 400,
        Failure.Forbidden => 403,
        Failure.NoRoute => 404,
        Failure.MethodNotAllowed => 405,
        Failure.NotAcceptable => 406,
        Failure.ClientTooSlow => 408,
        Failure.BodyTooLarge => 413,
        Failure.UnsupportedCoding => 415,
        Failure.Misdirected => 421,
        Failure.ClientAborted => 499,
        Failure.CodingFailed => 500,
        Failure.NoBackend or Failure.NoSocket or Failure.Injected => 503,
        Failure.ConnectTimeout or Failure.SendTimeout or Failure.ReadTimeout or Failure.NotCached or Failure.CannotRevalidate => 504,
        Failure.Loop => 508,
        _ => 502,
    };

    /// <summary>Whether the backend is at fault, so that passive health counts it.</summary>
    public static bool BlamesBackend(this Failure failure) => failure is
        Failure.ConnectFailed or Failure.ConnectTimeout or Failure.SendTimeout or Failure.ReadTimeout or
        Failure.UpstreamReset or Failure.BadResponse or Failure.ResponseTruncated;
}
