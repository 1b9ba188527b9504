using ActorProxy.Actors.Routing;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>The response head for the client, from what the backend sent and what the route changes. Kestrel frames it anew.</summary>
internal static class ResponseHeadWriter
{
    public static void Write(ProxyRequest request, Route route, ResponseHead head)
    {
        request.SetStatus(head.Status, head.Reason);

        var headers = request.ResponseHeaders;
        WriteBackendFields(headers, PlanFor(request, route), head);
        if (head.Status == StatusCodes.Status205ResetContent)
            headers.ContentLength = 0;
        else if (head.ContentLength >= 0)
            headers.ContentLength = head.ContentLength;
        // Upgrade is of one connection alone: what a backend offers besides, the proxy does not.
        if (head.UpgradeProtocol.Length > 0 && (head.IsUpgrade || head.Status == StatusCodes.Status426UpgradeRequired) && !request.IsHttp2)
            WriteUpgrade(headers, head.UpgradeProtocol);
        if (request.Via.IsSent)
            headers.Via = request.Via.After(headers.Via, head.IsHttp10 ? "HTTP/1.0" : "HTTP/1.1");
        if (request.CacheStatus is { } cacheStatus)
            Append(headers, CacheStatusText.FieldName, cacheStatus);
        WriteEdits(request, route);
    }

    /// <summary>What the route sets and adds.</summary>
    public static void WriteEdits(ProxyRequest request, Route route)
    {
        foreach (var edit in PlanFor(request, route).Written)
        {
            if (FieldText.Clean(edit.Value.Evaluate(request)) is { Length: > 0 } value)
                Append(request.ResponseHeaders, edit.Name, value);
        }
    }

    /// <summary>What the route changes. Another node changes it itself, for its own client.</summary>
    public static HeaderPlan PlanFor(ProxyRequest request, Route route) => request.IsPeerFetch ? HeaderPlan.None : route.ResponseHeaders;

    private static void WriteBackendFields(IHeaderDictionary headers, HeaderPlan plan, ResponseHead head)
    {
        for (var i = 0; i < head.FieldCount; i++)
        {
            var name = head.Name(i);
            if (!plan.Drops(name))
                Append(headers, name, head.Value(i));
        }
    }

    private static void WriteUpgrade(IHeaderDictionary headers, string protocol)
    {
        headers.Upgrade = protocol;
        headers.Connection = "Upgrade";
    }

    // Lines of the same name stay lines: a joined Set-Cookie cannot be taken apart again (RFC 9110 section 5.3).
    private static void Append(IHeaderDictionary headers, string name, string value) =>
        headers[name] = StringValues.Concat(headers[name], value);

    /// <summary>Whether the chunks, with their trailers, are written here and not by Kestrel, which has no trailers in HTTP/1.1.</summary>
    public static bool OwnsChunking(ProxyRequest request, ResponseHead head) =>
        head is { Framing: BodyFraming.Chunked, Status: not StatusCodes.Status205ResetContent } && request.Protocol == "HTTP/1.1";
}
