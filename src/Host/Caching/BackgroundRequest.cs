using System.Net;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ActorProxy.Host.Caching;

/// <summary>
/// A request of the cache's own to the origin, in the name of a client's: the same target and fields, without the client's conditions,
/// ranges and body. It belongs to no connection, so no client that leaves can end it.
/// </summary>
internal static class BackgroundRequest
{
    // What is about the client's copy, or about a part; the cache asks for the whole.
    private static readonly string[] Left =
        ["If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range", "Expect", "Content-Length", "Upgrade"];

    // What makes some origins answer for another URL, scheme or method, or name another host, although the key does not know it (RFC 9111
    // section 7.1). X-Forwarded-* are written by the proxy itself.
    private static readonly string[] Unkeyed =
        ["X-Original-URL", "X-Original-Host", "X-Rewrite-URL", "X-Host", "X-Forwarded-Server",
         "X-Forwarded-Scheme", "X-Forwarded-Protocol", "X-Forwarded-Ssl", "X-Url-Scheme", "Front-End-Https",
         "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override"];

    /// <param name="client">In whose name.</param>
    /// <param name="route">Its route.</param>
    /// <param name="isAwaited">Whether the client waits for the answer.</param>
    public static ProxyRequest For(ProxyRequest client, Route route, bool isAwaited)
    {
        var headers = new HeaderDictionary(client.Headers.Count);
        foreach (var (name, values) in client.Headers)
            headers[name] = values;
        foreach (var name in Left)
            headers.Remove(name);
        headers[HeaderNames.AcceptEncoding] = RequestValues.Encodings(client, route);
        if (!client.IsPeerTrusted)
            RemoveUnkeyed(headers, route);

        var request = new ProxyRequest(Features(client, headers), client.Listener) { Table = client.Table, Asker = isAwaited ? client : null };
        request.Begin(client.StartedAt);
        request.Route = route;
        request.Follow(client);
        return request;
    }

    private static void RemoveUnkeyed(HeaderDictionary headers, Route route)
    {
        foreach (var name in Unkeyed)
        {
            if (route.Settings.Cache?.Key.Headers.Contains(name, StringComparer.OrdinalIgnoreCase) != true)
                headers.Remove(name);
        }
    }

    private static FeatureCollection Features(ProxyRequest client, HeaderDictionary headers)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = "GET",
            RawTarget = client.Target.Raw,
            Protocol = client.IsHttp2 ? "HTTP/1.1" : client.Protocol,
            Scheme = client.Listener.Scheme,
            Headers = headers,
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);
        var ends = client.Features.GetRequiredFeature<IConnectionEndPointFeature>();
        features.Set<IConnectionEndPointFeature>(new Ends { LocalEndPoint = ends.LocalEndPoint, RemoteEndPoint = ends.RemoteEndPoint });
        return features;
    }

    // The client's own object serves other clients once this one's request is over.
    private sealed class Ends : IConnectionEndPointFeature
    {
        public EndPoint? LocalEndPoint { get; set; }

        public EndPoint? RemoteEndPoint { get; set; }
    }

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static readonly NoBody Instance = new();

        public bool CanHaveBody => false;
    }
}
