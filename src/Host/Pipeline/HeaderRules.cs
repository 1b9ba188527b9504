using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>What a proxy does with a request header by its name (RFC 9110 section 7.6.1).</summary>
internal enum HeaderRule : byte
{
    /// <summary>Passed on as it is.</summary>
    Forward,

    /// <summary>Of this connection alone: never passed on.</summary>
    HopByHop,

    /// <summary>Written by the proxy itself, from what it knows.</summary>
    Regenerated,

    /// <summary>Says who the client is: replaced, or appended to when the peer is trusted.</summary>
    Identity,
}

/// <summary>The table of names and rules.</summary>
internal static class HeaderRules
{
    private static readonly FrozenDictionary<string, HeaderRule> Rules = new Dictionary<string, HeaderRule>
    {
        ["Connection"] = HeaderRule.HopByHop,
        ["Keep-Alive"] = HeaderRule.HopByHop,
        ["Proxy-Connection"] = HeaderRule.HopByHop,
        ["TE"] = HeaderRule.HopByHop,
        ["Transfer-Encoding"] = HeaderRule.HopByHop,
        ["Upgrade"] = HeaderRule.HopByHop,
        ["HTTP2-Settings"] = HeaderRule.HopByHop,
        ["Host"] = HeaderRule.Regenerated,
        ["Content-Length"] = HeaderRule.Regenerated,
        ["Via"] = HeaderRule.Regenerated,
        ["X-Forwarded-For"] = HeaderRule.Identity,
        ["X-Forwarded-Proto"] = HeaderRule.Identity,
        ["X-Forwarded-Host"] = HeaderRule.Identity,
        ["X-Forwarded-Port"] = HeaderRule.Identity,
        ["X-Forwarded-Prefix"] = HeaderRule.Identity,
        ["Forwarded"] = HeaderRule.Identity,
        ["X-Real-IP"] = HeaderRule.Identity,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // A client must not make the proxy forget who it is, what it may do or where it goes by naming those in Connection.
    private static readonly FrozenSet<string> NotNominable = FrozenSet.ToFrozenSet(
        ["Host", "Authorization", "Cookie", "Content-Length", "Content-Type", "Via", "Forwarded", "X-Real-IP",
         "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a field of this name may stand in a trailer section (RFC 9110 section 6.5.1).</summary>
    public static bool MayTrail(string name) => For(name) == HeaderRule.Forward && !NotNominable.Contains(name);

    public static HeaderRule For(string name) => Rules.GetValueOrDefault(name);

    /// <summary>The names that a Connection header takes out of the message, or null when there is none beyond the well-known.</summary>
    public static HashSet<string>? Nominated(StringValues connection)
    {
        HashSet<string>? names = null;
        foreach (var line in connection)
        {
            if (line is null || IsUsual(line))
                continue;
            foreach (var token in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!NotNominable.Contains(token))
                    (names ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(token);
            }
        }

        return names;
    }

    private static bool IsUsual(string line) =>
        line.Equals("keep-alive", StringComparison.OrdinalIgnoreCase) || line.Equals("close", StringComparison.OrdinalIgnoreCase);
}
