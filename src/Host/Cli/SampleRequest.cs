using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Host.Cli;

/// <summary>
/// A request that is only talked about. What depends on a connection (<c>$client_ip</c>, <c>$request_id</c> ...) stands for itself.
/// </summary>
internal sealed class SampleRequest : IRequestFacts
{
    private readonly string _method;
    private readonly string _scheme;
    private readonly RequestTarget _target = new();
    private readonly (string Name, string Value)[] _headers;

    private SampleRequest(string method, string scheme, string authority, string target, (string, string)[] headers)
    {
        _method = method;
        _scheme = scheme;
        _headers = headers;
        _target.Parse(target, authority);
        Path = _target.IsValid ? _target.Path.ToString() : null;
    }

    /// <summary>The host that routes are matched with.</summary>
    public string Host => _target.Host;

    /// <summary>The path that routes are matched with; null when it is malformed.</summary>
    public string? Path { get; }

    /// <summary>As it would stand in a request line.</summary>
    public string Line => $"{_method} {_scheme}://{_target.Authority}{_target.Origin}";

    /// <summary>Scheme and authority as a cache key has them.</summary>
    public string Site => _target.Site(_scheme);

    /// <summary>What would be forwarded.</summary>
    public string Target => _target.Origin;

    /// <summary>Whether its method is one that a cache answers.</summary>
    public bool IsCacheable => _method is "GET" or "HEAD";

    /// <summary>What its client accepts.</summary>
    public AcceptEncoding AcceptEncoding => AcceptEncoding.Parse(_headers.Any(header => IsNamed(header, "Accept-Encoding")) ? Find(_headers, "Accept-Encoding") : null);

    /// <summary>The route that was found, for <c>$route</c> and <c>$pool</c>.</summary>
    public Route? Route { get; set; }

    /// <summary>Null when the URL or a header is not one.</summary>
    public static SampleRequest? Parse(string method, string url, IEnumerable<string> headerLines)
    {
        var headers = headerLines.Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).ToArray();
        if (headers.Any(parts => parts is not [{ Length: > 0 }, _]))
            return null;
        var fields = headers.Select(parts => (parts[0], parts[1])).ToArray();
        if (url.StartsWith('/'))
            return new SampleRequest(method, "http", Find(fields, "Host"), url, fields);

        // By hand: Uri would decode what a route may be about.
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || url[..scheme] is not ("http" or "https"))
            return null;
        var rest = url[(scheme + 3)..];
        var path = rest.IndexOfAny(['/', '?']);
        var authority = path < 0 ? rest : rest[..path];
        var host = Find(fields, "Host");
        return authority.Length == 0 ? null : new SampleRequest(method, url[..scheme], host.Length > 0 ? host : authority, url, fields);
    }

    /// <inheritdoc />
    public string Value(Variable variable) => variable.Kind switch
    {
        VariableKind.Host => Host,
        VariableKind.Authority => _target.Authority,
        VariableKind.Scheme => _scheme,
        VariableKind.Method => _method,
        VariableKind.RequestUri => _target.Origin,
        VariableKind.Path => Path ?? "",
        VariableKind.Query => _target.Query.ToString(),
        VariableKind.Route => Route?.Settings.Name ?? "",
        VariableKind.Pool => Route?.Pool.Settings.Name ?? "",
        VariableKind.Header => Find(_headers, variable.Name.Replace('_', '-')),
        VariableKind.Cookie => Named(Find(_headers, "Cookie"), ';', variable.Name),
        VariableKind.Argument => Named(_target.Query.ToString(), '&', variable.Name),
        VariableKind.ClientIp => "$client_ip",
        VariableKind.RemoteAddress => "$remote_addr",
        VariableKind.RemotePort => "$remote_port",
        VariableKind.RequestId => "$request_id",
        VariableKind.ProxyAddXForwardedFor => "$proxy_add_x_forwarded_for",
        VariableKind.ServerAddress => "$server_addr",
        VariableKind.ServerPort => "$server_port",
        VariableKind.Protocol => "$server_protocol",
        _ => "",
    };

    private static string Find((string Name, string Value)[] headers, string name) =>
        headers.FirstOrDefault(header => IsNamed(header, name)).Value ?? "";

    private static bool IsNamed((string Name, string Value) header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Named(string pairs, char separator, string name) => pairs
        .Split(separator, StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split('=', 2))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0] == name)?[1] ?? "";
}
