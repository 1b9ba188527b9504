using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorProxy.Host.Pipeline;

namespace ActorProxy.Host.Caching.Peers;

/// <summary>
/// What shows that a request is another node's fetch for its cache: credentials for the proxy (RFC 9110 section 11.7.2) that name the node
/// which is asked and the time, and authenticate both with method, authority and target by the key that the nodes share
/// (HMAC-SHA-256).
/// </summary>
internal static class PeerSeal
{
    private const string Scheme = "ActorProxy-Peer ";

    // Clocks of nodes may differ by so much; what is older is no use to who has overheard it.
    private const long SecondsValid = 30;

    /// <summary>The value of Proxy-Authorization.</summary>
    public static string Write(ProxyRequest request, string owner, byte[] key, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{Scheme}{owner};{seconds};{Base64Url.EncodeToString(Code(request, owner, seconds, key))}";
    }

    /// <summary>Whether a node that has the key made it, just now, for this request and for this node.</summary>
    public static bool IsGenuine(ProxyRequest request, string self, byte[] key, DateTimeOffset now)
    {
        var text = request.Headers.ProxyAuthorization.ToString();
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || text[Scheme.Length..].Split(';') is not [var owner, var seconds, var code] || owner != self)
            return false;
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var made) || Math.Abs(now.ToUnixTimeSeconds() - made) > SecondsValid)
            return false;
        var right = Base64Url.EncodeToString(Code(request, owner, seconds, key));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(code));
    }

    // No session cookie is authenticated over bytes that begin so. None of the parts can have a line break.
    private static byte[] Code(ProxyRequest request, string owner, string seconds, byte[] key) => HMACSHA256.HashData(
        key, Encoding.UTF8.GetBytes($"peer fetch 1\n{owner}\n{seconds}\nGET\n{request.Target.Authority}\n{request.Target.Origin}"));
}
