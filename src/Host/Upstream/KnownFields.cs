using System.Collections.Frozen;
using System.Text;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// The field names that responses usually have, so that a name is not decoded again for each connection, and what each
/// means to a proxy.
/// </summary>
internal static class KnownFields
{
    private const int LongestName = 64;

    private static readonly FrozenDictionary<string, FieldKind> Special = new Dictionary<string, FieldKind>
    {
        ["Connection"] = FieldKind.Connection,
        ["Content-Length"] = FieldKind.ContentLength,
        ["Keep-Alive"] = FieldKind.HopByHop,
        ["Proxy-Connection"] = FieldKind.HopByHop,
        ["TE"] = FieldKind.HopByHop,
        ["Trailer"] = FieldKind.Trailer,
        ["Transfer-Encoding"] = FieldKind.TransferEncoding,
        ["Upgrade"] = FieldKind.Upgrade,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Names = Special.Keys.Concat([
        "Accept-CH", "Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers",
        "Access-Control-Allow-Methods", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers",
        "Access-Control-Max-Age", "Age", "Allow", "Alt-Svc", "Authentication-Info", "Cache-Control", "Cache-Status",
        "CDN-Cache-Control", "Clear-Site-Data", "Content-Disposition", "Content-Digest", "Content-Encoding",
        "Content-Language", "Content-Location", "Content-Range", "Content-Security-Policy",
        "Content-Security-Policy-Report-Only", "Content-Type", "Cross-Origin-Embedder-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Date", "ETag", "Expires", "grpc-message",
        "grpc-status", "Last-Modified", "Link", "Location", "NEL", "Origin-Agent-Cluster", "P3P", "Permissions-Policy",
        "Pragma", "Proxy-Authenticate", "Proxy-Status", "Referrer-Policy", "Refresh", "Report-To", "Reporting-Endpoints",
        "Repr-Digest", "Retry-After", "Sec-WebSocket-Accept", "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol",
        "Server", "Server-Timing", "Set-Cookie", "SourceMap", "Strict-Transport-Security", "Timing-Allow-Origin",
        "traceparent", "tracestate", "Vary", "Via", "Warning", "WWW-Authenticate", "X-Accel-Buffering",
        "X-AspNet-Version", "X-Cache", "X-Content-Type-Options", "X-Correlation-ID", "X-Frame-Options", "X-Powered-By",
        "X-Request-ID", "X-Robots-Tag", "X-Runtime", "X-UA-Compatible", "X-XSS-Protection",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // RFC 9110 section 6.5.1: fields that would change how the message is framed, routed, authorised or understood when
    // they come after it.
    private static readonly FrozenSet<string> NeverTrailers = Special.Keys.Concat([
        "Age", "Authorization", "Cache-Control", "Content-Encoding", "Content-Location", "Content-Range", "Content-Type",
        "Date", "Expect", "Expires", "Host", "Location", "Max-Forwards", "Pragma", "Proxy-Authenticate",
        "Proxy-Authorization", "Range", "Retry-After", "Set-Cookie", "Strict-Transport-Security", "Vary", "Via", "Warning",
        "WWW-Authenticate",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name as a string: the usual spelling of a known one, others as they came.</summary>
    public static string Name(ReadOnlySpan<byte> name)
    {
        Span<char> wide = stackalloc char[LongestName];
        if (name.Length > LongestName)
            return Encoding.Latin1.GetString(name);

        wide = wide[..Encoding.Latin1.GetChars(name, wide)];
        return Names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(wide, out var known) ? known : wide.ToString();
    }

    /// <summary>What the field means to a proxy.</summary>
    public static FieldKind Kind(string name) => Special.GetValueOrDefault(name, FieldKind.EndToEnd);

    /// <summary>Whether the field may come after the body.</summary>
    public static bool MayTrail(string name) => !NeverTrailers.Contains(name);
}
