using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Pipeline;

/// <summary>What each variable of a template is for one request.</summary>
internal static class RequestVariables
{
    public static string Value(ProxyRequest request, Variable variable) => variable.Kind switch
    {
        VariableKind.Host => request.Target.Host,
        VariableKind.Authority => request.Target.Authority,
        VariableKind.ClientIp => request.ClientIp,
        VariableKind.RemoteAddress => request.Peer.Ip,
        VariableKind.RemotePort => request.Peer.Port,
        VariableKind.Scheme => request.Listener.Scheme,
        VariableKind.RequestId => request.RequestId,
        VariableKind.ProxyAddXForwardedFor => ForwardedFor.Appended(request),
        VariableKind.Method => request.Method,
        VariableKind.RequestUri => request.Target.Origin,
        VariableKind.Path => request.Target.Path.ToString(),
        VariableKind.Query => request.Target.Query.ToString(),
        VariableKind.ServerAddress => request.Peer.LocalIp,
        VariableKind.ServerPort => request.Peer.LocalPort,
        VariableKind.Protocol => request.Protocol,
        VariableKind.Route => request.Route?.Settings.Name ?? "",
        VariableKind.Pool => request.Route?.Pool.Settings.Name ?? "",
        VariableKind.Header => request.Headers[variable.Name].ToString(),
        VariableKind.Cookie => CookieValue(request.Headers.Cookie.ToString(), variable.Name),
        VariableKind.Argument => ArgumentValue(request.Target.Query, variable.Name),
        _ => "",
    };

    private static string CookieValue(ReadOnlySpan<char> cookies, string name) => Named(cookies, ';', name);

    private static string ArgumentValue(ReadOnlySpan<char> query, string name) => Named(query, '&', name);

    private static string Named(ReadOnlySpan<char> pairs, char separator, string name)
    {
        foreach (var range in pairs.Split(separator))
        {
            var pair = pairs[range].Trim(' ');
            if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                return pair[(name.Length + 1)..].ToString();
        }

        return "";
    }
}
