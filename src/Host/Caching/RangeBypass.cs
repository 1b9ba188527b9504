using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>
/// When a range (RFC 9110 section 14.2) is better asked of the origin as it is. A fetch brings the whole, from which all later ranges are
/// answered; but nobody has to wait for gigabytes in front of a part, nor get them where nothing is stored.
/// </summary>
internal static class RangeBypass
{
    // What comes with less than that before it is waited for; a whole that is no longer is sent instead of a part.
    private const long Near = 1024 * 1024;

    public static bool HasRange(ProxyRequest request) => request.Method == "GET" && request.Headers.Range.Count > 0;

    /// <summary>Whether the part lies far behind what has come of the whole so far.</summary>
    public static bool IsFarAhead(ProxyRequest request, StoredResponse stored) =>
        stored is { Body.State: BodyState.Open, Status: 200, AnnouncedLength: > Near } && HasRange(request) &&
        Preconditions.AllowsRange(FieldText.Joined(request.Headers.IfRange), stored.Fields) &&
        ByteRange.Parse(request.Headers.Range.ToString(), stored.AnnouncedLength, out var range) is RangeVerdict.Part &&
        range.Start - stored.Body.Length > Near;

    /// <summary>Whether an answer that is not stored is much more than what was asked for.</summary>
    public static bool IsWaste(ProxyRequest request, ResponseHead? head) => head is { Status: 200, ContentLength: > Near } && HasRange(request);
}
