using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Host.Caching;

/// <summary>What one request has for the fields that select a stored response.</summary>
internal sealed class RequestValues(ProxyRequest request) : IRequestValues
{
    private static readonly ContentCoding[] Known = [ContentCoding.Zstd, ContentCoding.Brotli, ContentCoding.Gzip];

    /// <summary>Names that begin so ask for a cookie.</summary>
    public const string CookiePrefix = "cookie/";

    /// <summary>
    /// Accept-Encoding as it counts and as it is sent on, so that key and answer agree: the codings that matter in one order, without
    /// weights. Null on a route that compresses itself: it asks for the bytes as they are, and stores them once.
    /// </summary>
    public static string? Encodings(ProxyRequest request, Route route)
    {
        if (request.Headers.AcceptEncoding is not { Count: > 0 } field || route.Compression is { Codings.IsEmpty: false })
            return null;
        var accept = AcceptEncoding.Parse(field.ToString());
        var accepted = Known.Where(coding => accept.Accepts(coding)).Select(coding => coding.Name());
        return string.Join(", ", accepted);
    }

    public string? Value(string name)
    {
        if (name.StartsWith(CookiePrefix, StringComparison.Ordinal))
            return RequestVariables.Value(request, new Variable(VariableKind.Cookie, name[CookiePrefix.Length..]));
        if (name == "accept-encoding")
            return Encodings(request, request.Route!);
        return FieldText.Joined(request.Headers[name]);
    }
}
