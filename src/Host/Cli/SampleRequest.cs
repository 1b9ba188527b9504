using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;

namespace ActorProxy.Host.Cli;

/// <summary>
/// A request that is only talked about. What depends on a connection (<c>$client_ip</c>, <c>$request_id</c> ...) stands for itself.
/// </summary>
internal sealed class SampleRequest : IRequestFacts
{
    private readonly string _method;
    private readonly string _scheme;
    private readonly string _authority;
    private readonly string _target;
    private readonly (string Name, string Value)[] _headers;

    private SampleRequest(string method, string scheme, string authority, string target, (string, string)[] headers)
    {
        _method = method;
        _scheme = scheme;
        _authority = authority;
        _target = target;
        _headers = headers;
        Path = PathNormalizer.TryNormalize(target.Split('?')[0], out var path) ? path : null;
    }

    /// <summary>The host that routes are matched with.</summary>
    public string Host => HostOf(_authority);

    /// <summary>The path that routes are matched with; null when it is malformed.</summary>
    public string? Path { get; }

    /// <summary>As it would stand in a request line.</summary>
    public string Line => $"{_method} {_scheme}://{_authority}{_target}";

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
        var target = path < 0 ? "/" : rest[path] == '/' ? rest[path..] : "/" + rest[path..];
        var host = Find(fields, "Host");
        return authority.Length == 0 ? null : new SampleRequest(method, url[..scheme], host.Length > 0 ? host : authority, target, fields);
    }

    /// <inheritdoc />
    public string Value(Variable variable) => variable.Kind switch
    {
        VariableKind.Host => Host,
        VariableKind.Authority => _authority,
        VariableKind.Scheme => _scheme,
        VariableKind.Method => _method,
        VariableKind.RequestUri => _target,
        VariableKind.Path => Path ?? "",
        VariableKind.Query => Query,
        VariableKind.Route => Route?.Settings.Name ?? "",
        VariableKind.Pool => Route?.Pool.Settings.Name ?? "",
        VariableKind.Header => Find(_headers, variable.Name.Replace('_', '-')),
        VariableKind.Cookie => Named(Find(_headers, "Cookie"), ';', variable.Name),
        VariableKind.Argument => Named(Query, '&', variable.Name),
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

    private string Query => _target.Split('?', 2) is [_, var query] ? query : "";

    private static string HostOf(string authority)
    {
        var port = authority.LastIndexOf(':');
        var host = port > authority.LastIndexOf(']') ? authority[..port] : authority;
        return host.TrimEnd('.').ToLowerInvariant();
    }

    private static string Find((string Name, string Value)[] headers, string name) =>
        headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    private static string Named(string pairs, char separator, string name) => pairs
        .Split(separator, StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split('=', 2))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0] == name)?[1] ?? "";
}
