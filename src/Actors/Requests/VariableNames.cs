using System.Buffers;
using System.Collections.Frozen;

namespace ActorProxy.Actors.Requests;

/// <summary>How variables are written: the names that nginx has for them, where it has one.</summary>
internal static class VariableNames
{
    private const int LongestSuggested = 64;

    // Points and hyphens can only be reached in braces.
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    private static readonly FrozenDictionary<string, VariableKind> Fixed = new Dictionary<string, VariableKind>
    {
        ["host"] = VariableKind.Host,
        ["http_host"] = VariableKind.Authority,
        ["client_ip"] = VariableKind.ClientIp,
        ["remote_addr"] = VariableKind.RemoteAddress,
        ["remote_port"] = VariableKind.RemotePort,
        ["scheme"] = VariableKind.Scheme,
        ["request_id"] = VariableKind.RequestId,
        ["proxy_add_x_forwarded_for"] = VariableKind.ProxyAddXForwardedFor,
        ["request_method"] = VariableKind.Method,
        ["request_uri"] = VariableKind.RequestUri,
        ["uri"] = VariableKind.Path,
        ["args"] = VariableKind.Query,
        ["query_string"] = VariableKind.Query,
        ["server_addr"] = VariableKind.ServerAddress,
        ["server_port"] = VariableKind.ServerPort,
        ["server_protocol"] = VariableKind.Protocol,
        ["route"] = VariableKind.Route,
        ["pool"] = VariableKind.Pool,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly (string Prefix, VariableKind Kind)[] Open =
    [
        ("http_", VariableKind.Header),
        ("cookie_", VariableKind.Cookie),
        ("arg_", VariableKind.Argument),
    ];

    /// <summary>All names that stand for one thing each.</summary>
    public static IEnumerable<string> All => Fixed.Keys;

    /// <summary>What a name stands for. A header is named as it is asked for: in lower case, with <c>-</c> for <c>_</c>.</summary>
    public static bool TryFind(string name, out Variable variable)
    {
        if (Fixed.TryGetValue(name, out var kind))
        {
            variable = new Variable(kind);
            return true;
        }

        foreach (var (prefix, open) in Open)
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var rest = name[prefix.Length..];
            if (rest.Length == 0 || rest.AsSpan().ContainsAnyExcept(Allowed))
                break;
            variable = new Variable(open, open == VariableKind.Header ? rest.Replace('_', '-').ToLowerInvariant() : rest);
            return true;
        }

        variable = default;
        return false;
    }

    /// <summary>The name that was probably meant, or null.</summary>
    public static string? Suggest(string name) => name.Length > LongestSuggested
        ? null
        : EditDistance.Nearest(name, All.Concat(Open.Select(open => open.Prefix + "NAME")));
}
