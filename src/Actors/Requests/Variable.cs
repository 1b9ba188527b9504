namespace ActorProxy.Actors.Requests;

/// <summary>What a <c>$name</c> in a template stands for.</summary>
public enum VariableKind
{
    /// <summary><c>$host</c>: the host of the request without a port, in lower case.</summary>
    Host,

    /// <summary><c>$http_host</c>: the authority as the client sent it, with its port.</summary>
    Authority,

    /// <summary><c>$client_ip</c>: the address of the client, found through trusted proxies.</summary>
    ClientIp,

    /// <summary><c>$remote_addr</c>: the address of the peer on the connection.</summary>
    RemoteAddress,

    /// <summary><c>$remote_port</c>: the port of the peer on the connection.</summary>
    RemotePort,

    /// <summary><c>$scheme</c>: <c>http</c> or <c>https</c>, as the client used it on this connection.</summary>
    Scheme,

    /// <summary><c>$request_id</c>: 32 hexadecimal digits, chosen at random for each request.</summary>
    RequestId,

    /// <summary><c>$proxy_add_x_forwarded_for</c>: the client's X-Forwarded-For with <c>$remote_addr</c> appended.</summary>
    ProxyAddXForwardedFor,

    /// <summary><c>$request_method</c>.</summary>
    Method,

    /// <summary><c>$request_uri</c>: the raw target with its query.</summary>
    RequestUri,

    /// <summary><c>$uri</c>: the decoded path that routes are matched with.</summary>
    Path,

    /// <summary><c>$args</c>: the raw query without its question mark.</summary>
    Query,

    /// <summary><c>$server_addr</c>: the address that accepted the connection.</summary>
    ServerAddress,

    /// <summary><c>$server_port</c>: the port that accepted the connection.</summary>
    ServerPort,

    /// <summary><c>$server_protocol</c>: <c>HTTP/1.1</c> and so on.</summary>
    Protocol,

    /// <summary><c>$route</c>: the name of the matched route.</summary>
    Route,

    /// <summary><c>$pool</c>: the name of the pool.</summary>
    Pool,

    /// <summary><c>$http_NAME</c>: the request header NAME, with <c>_</c> for <c>-</c>.</summary>
    Header,

    /// <summary><c>$cookie_NAME</c>: the cookie NAME.</summary>
    Cookie,

    /// <summary><c>$arg_NAME</c>: the first query parameter NAME, raw.</summary>
    Argument,
}

/// <summary>A variable and, for headers, cookies and arguments, which one.</summary>
public readonly record struct Variable(VariableKind Kind, string Name = "");
