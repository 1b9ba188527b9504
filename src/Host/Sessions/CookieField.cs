using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Sessions;

/// <summary>Finds one cookie in the Cookie fields of a request (RFC 6265 section 4.2), without taking the others apart.</summary>
internal static class CookieField
{
    /// <summary>The value as it was sent; empty when there is none.</summary>
    public static ReadOnlySpan<char> Find(StringValues fields, string name)
    {
        // HTTP/2 may send a field for each cookie (RFC 9113 section 8.2.3).
        foreach (var field in fields)
        {
            var rest = field.AsSpan();
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf(';');
                var pair = (end < 0 ? rest : rest[..end]).Trim(' ');
                if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                    return pair[(name.Length + 1)..];
                rest = end < 0 ? default : rest[(end + 1)..];
            }
        }

        return default;
    }
}
