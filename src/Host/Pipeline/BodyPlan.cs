using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline.Coding;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;
using ActorProxy.Streams.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// What becomes of a response body on its way: nothing, or a content coding (RFC 9110 sections 8.4 and 12.5.3). The head of the
/// response, which must be complete but for it, says so after For.
/// </summary>
/// <param name="Policy">The route's; null: nothing becomes of the body.</param>
/// <param name="Coding">What it is encoded in.</param>
/// <param name="EncodesBody">Whether there is a body to encode; without one only the head shows the coding.</param>
/// <param name="Refusal">Why the response must not be sent.</param>
internal readonly record struct BodyPlan(CompressionPlan? Policy, ContentCoding Coding, bool EncodesBody, Failure Refusal)
{
    /// <summary>For one body.</summary>
    public ContentEncoder NewEncoder() => ContentEncoders.Create(Coding, Policy!.Settings.Levels.Of(Coding));

    /// <summary>Decides, and changes the head accordingly.</summary>
    public static BodyPlan For(ProxyRequest request, Route route, ResponseHead head) =>
        For(request, route, new BodyFacts(head.Status, head.ContentLength, head.Framing is not BodyFraming.None));

    /// <summary>The same for a response that does not come from a backend.</summary>
    public static BodyPlan For(ProxyRequest request, Route route, in BodyFacts head)
    {
        if (route.Compression is not { Codings.IsEmpty: false } policy)
            return default;
        if (head.Status == StatusCodes.Status304NotModified)
            return NotModified(request, policy);
        if (head.Status == StatusCodes.Status206PartialContent)
            return Part(request, policy);
        return MayBeEncoded(request.ResponseHeaders, head) ? Negotiate(request, policy, head) : default;
    }

    private static BodyPlan Negotiate(ProxyRequest request, CompressionPlan policy, in BodyFacts head)
    {
        var headers = request.ResponseHeaders;
        var accept = RequestCoding.Accept(request);
        var isWorthIt = head.ContentLength is < 0 or > 0 && (head.ContentLength < 0 || head.ContentLength >= policy.Settings.MinSize)
            && policy.Types.Contains(headers.ContentType.ToString());
        // Whoever refuses identity gets a coding also where it gains nothing.
        if (!isWorthIt && accept.Accepts(ContentCoding.Identity))
            return default;

        if (accept.Choose(RequestCoding.Offered(request, policy)) is not { } coding)
            return new BodyPlan(policy, default, false, head.Status < 300 ? Failure.NotAcceptable : Failure.None);
        EncodedFields.Write(headers, coding);
        return new BodyPlan(policy, coding, head.HasBody && coding is not ContentCoding.Identity, Failure.None);
    }

    // Without a body nothing says whether the stored response was encoded but its tag, which the client has sent.
    private static BodyPlan NotModified(ProxyRequest request, CompressionPlan policy)
    {
        var headers = request.ResponseHeaders;
        EncodedFields.AddVary(headers);
        var coding = RequestCoding.Accept(request).Choose(RequestCoding.Offered(request, policy)) ?? ContentCoding.Identity;
        var tag = headers.ETag.ToString();
        var encoded = EntityTag.Of(tag, coding);
        if (encoded != tag && EntityTag.Names(request.Headers.IfNoneMatch, encoded))
        {
            headers.ETag = encoded;
            headers.ContentLength = null;
        }

        return default;
    }

    // The whole would be encoded for some, and a part says by what the whole varies (RFC 9110 section 15.3.7).
    private static BodyPlan Part(ProxyRequest request, CompressionPlan policy)
    {
        var headers = request.ResponseHeaders;
        if (headers.ContentEncoding.Count == 0 && policy.Types.Contains(headers.ContentType.ToString()) && !RequestCoding.ForbidsTransform(headers.CacheControl))
            EncodedFields.AddVary(headers);
        return default;
    }

    // 205 has no content; a part of a body is no body (RFC 9110 section 15.3.7); what is encoded is encoded.
    private static bool MayBeEncoded(IHeaderDictionary headers, in BodyFacts head) =>
        head.Status is >= 200 and not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status206PartialContent)
        && head.ContentLength != 0
        && headers.ContentEncoding.Count == 0
        && headers.ContentRange.Count == 0
        && !IsGrpc(headers.ContentType)
        && !RequestCoding.ForbidsTransform(headers.CacheControl);

    // gRPC compresses message by message, and its frames are not to be held back.
    private static bool IsGrpc(StringValues type) => type.Count > 0 && type.ToString().StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What of a response decides about its coding, besides its fields.</summary>
/// <param name="Status">Final.</param>
/// <param name="ContentLength">-1 when it is not known.</param>
/// <param name="HasBody">Whether a body follows the head.</param>
internal readonly record struct BodyFacts(int Status, long ContentLength, bool HasBody);
