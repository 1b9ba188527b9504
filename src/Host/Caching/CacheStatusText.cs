using System.Globalization;

namespace ActorProxy.Host.Caching;

/// <summary>What the cache did, for the client (RFC 9211).</summary>
internal static class CacheStatusText
{
    private const string Name = "ActorProxy";

    /// <summary>The field.</summary>
    public const string FieldName = "Cache-Status";

    /// <summary>Answered from the cache; seconds of freshness left, negative when it is stale.</summary>
    public static string Hit(long ttl) => string.Create(CultureInfo.InvariantCulture, $"{Name}; hit; ttl={ttl}");

    /// <summary>Forwarded, for a reason of RFC 9211 section 2.2.</summary>
    public static string Forwarded(string reason) => $"{Name}; fwd={reason}";

    /// <summary>Forwarded, and the answer stored.</summary>
    public static string Stored(string reason, int status, bool collapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}; fwd={reason}; fwd-status={status}; stored{(collapsed ? "; collapsed" : "")}");

    /// <summary>Forwarded, and the answer not stored; <paramref name="detail"/> is why.</summary>
    public static string NotStored(string reason, int status, string detail) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}; fwd={reason}; fwd-status={status}; detail={detail}");

    /// <summary>Whether the cache that says this has it from an origin, now or before.</summary>
    public static bool HasOrigin(string status) =>
        status.Contains("; hit", StringComparison.Ordinal) || status.Contains("; fwd-status=", StringComparison.Ordinal);

    /// <summary>Answered from the cache because the origin failed.</summary>
    public static string InsteadOfError(double ttl) => $"{Hit((long)Math.Floor(ttl))}; detail=stale-if-error";

    /// <summary>Answered from the cache while the origin is asked again.</summary>
    public static string WhileRevalidating(double ttl) => $"{Hit((long)Math.Floor(ttl))}; detail=stale-while-revalidate";
}
