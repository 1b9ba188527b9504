using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Streams.Compression;
using ActorProxy.Streams.Flows;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>What content codings mean for a request, before it is sent on.</summary>
internal sealed class RequestCoding(FlowRunner flows)
{
    /// <summary>What a request body may be encoded in, for the client that used something else (RFC 9110 section 15.5.16).</summary>
    public const string Accepted = "zstd, br, gzip";

    /// <summary>What the client accepts.</summary>
    public static AcceptEncoding Accept(ProxyRequest request)
    {
        var field = request.Headers.AcceptEncoding;
        return AcceptEncoding.Parse(field.Count == 0 ? null : field.ToString());
    }

    /// <summary>The codings that this request may be answered in.</summary>
    public static ReadOnlySpan<ContentCoding> Offered(ProxyRequest request, CompressionPlan policy)
    {
        var isExempt = policy.Settings.SkipWithCookies && (request.Headers.Cookie.Count > 0 || request.Headers.Authorization.Count > 0);
        return isExempt || ForbidsTransform(request.Headers.CacheControl) ? default : policy.Codings;
    }

    /// <summary>Whether Cache-Control says that the content must stay as it is (RFC 9111 sections 5.2.1.6 and 5.2.2.6).</summary>
    public static bool ForbidsTransform(StringValues cacheControl)
    {
        foreach (var line in cacheControl)
        {
            if (line?.Contains("no-transform", StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }

        return false;
    }

    /// <summary>Makes the request what the backend can understand. None, or UnsupportedCoding.</summary>
    public Failure Prepare(ProxyRequest request, Route route)
    {
        if (route.Compression is not { } policy)
            return Failure.None;
        if (!policy.Codings.IsEmpty)
            UndoTags(request, policy);
        return policy.Settings.Requests is { } settings && request.Body.IsStreamed && request.Headers.ContentEncoding.Count > 0
            ? PrepareBody(request, settings.MaxSize)
            : Failure.None;
    }

    // A tag in If-None-Match counts only when the response would be in its coding: a cache in front may ask for somebody who cannot
    // decode what it has (RFC 9111 section 4.3.1). If-Match is about what is to be changed, in whatever coding the client saw it.
    private static void UndoTags(ProxyRequest request, CompressionPlan policy)
    {
        var headers = request.Headers;
        if (headers.IfNoneMatch.Count > 0 && Accept(request).Choose(Offered(request, policy)) is { } coding &&
            EntityTag.Undo(headers.IfNoneMatch, [coding]) is { } noneMatch)
            headers.IfNoneMatch = noneMatch;
        if (headers.IfMatch.Count > 0 && EntityTag.Undo(headers.IfMatch, policy.Codings) is { } match)
            headers.IfMatch = match;
    }

    private Failure PrepareBody(ProxyRequest request, long maxSize)
    {
        if (!TryParse(request.Headers.ContentEncoding, out var coding))
            return Failure.UnsupportedCoding;
        request.Headers.Remove("Content-Encoding");
        if (coding is ContentCoding.Identity)
            return Failure.None;
        EncodedFields.RemoveSums(request.Headers);
        request.Body.DecodeBy(new RequestDecoding(flows, coding, new DecodeBounds(maxSize)));
        return Failure.None;
    }

    // Nobody encodes twice but to hide a bomb in the first coding from whoever looks at the second.
    private static bool TryParse(StringValues contentEncoding, out ContentCoding coding)
    {
        coding = ContentCoding.Identity;
        foreach (var name in contentEncoding.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!ContentCodings.TryParse(name, out var found) || (coding is not ContentCoding.Identity && found is not ContentCoding.Identity))
                return false;
            coding = found is ContentCoding.Identity ? coding : found;
        }

        return true;
    }
}
