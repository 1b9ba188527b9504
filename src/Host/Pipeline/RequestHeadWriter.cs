using System.Buffers;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// The request head for the backend: the raw target, the end-to-end fields of the client, and what the proxy adds.
/// Framing is regenerated, never copied (RFC 9112 section 6.1).
/// </summary>
internal static class RequestHeadWriter
{
    public static void Write(ProxyRequest request, Route route, IBufferWriter<byte> output)
    {
        var head = new HeadWriter(output);
        head.Write(request.Method);
        head.Write(" "u8);
        head.Write(request.Target.Origin);
        head.Write(" HTTP/1.1\r\nHost: "u8);
        head.Write(route.Settings.Host?.Evaluate(request) is { Length: > 0 } host ? FieldText.Clean(host) : request.Target.Authority);
        head.Write("\r\n"u8);

        var forwarding = request.Table.Settings.Forwarding;
        WriteClientFields(ref head, request, route.RequestHeaders, forwarding);
        WriteConnection(ref head, request);
        WriteFraming(ref head, request);
        ForwardingFields.Write(ref head, request, route.RequestHeaders, forwarding);
        if (request.Via.IsSent)
            head.Field("Via", request.Via.After(request.Headers.Via, request.Protocol));
        foreach (var edit in route.RequestHeaders.Written)
        {
            if (FieldText.Clean(edit.Value.Evaluate(request)) is { Length: > 0 } value)
                head.Field(edit.Name, value);
        }

        head.Write("\r\n"u8);
        head.Complete();
    }

    /// <summary>
    /// The head for another node, which does with it what it does with a client's: the route changes nothing yet, and nodes of one cluster
    /// are one hop.
    /// </summary>
    public static void WriteForPeer(ProxyRequest request, string seal, IBufferWriter<byte> output)
    {
        var head = new HeadWriter(output);
        head.Write("GET "u8);
        head.Write(request.Target.Origin);
        head.Write(" HTTP/1.1\r\nHost: "u8);
        head.Write(request.Target.Authority);
        head.Write("\r\n"u8);
        var forwarding = request.Table.Settings.Forwarding;
        WriteClientFields(ref head, request, HeaderPlan.None, forwarding);
        WriteConnection(ref head, request);
        ForwardingFields.Write(ref head, request, HeaderPlan.None, forwarding);
        if (request.Headers.Via.Count > 0)
            head.Field("Via", request.Headers.Via.ToString());
        head.Field("Proxy-Authorization", seal);
        head.Write("\r\n"u8);
        head.Complete();
    }

    private static void WriteClientFields(ref HeadWriter head, ProxyRequest request, HeaderPlan plan, ForwardingSettings forwarding)
    {
        var nominated = HeaderRules.Nominated(request.Headers.Connection);
        foreach (var (name, values) in request.Headers)
        {
            // HTTP/2 pseudo-header fields stand among the others in Kestrel's collection.
            if (name[0] == ':' || plan.Drops(name) || nominated?.Contains(name) == true)
                continue;
            var rule = HeaderRules.For(name);
            if (rule == HeaderRule.Forward || (rule == HeaderRule.Identity && ForwardingFields.Passes(name, request, forwarding)))
                WriteLines(ref head, name, values);
        }
    }

    private static void WriteLines(ref HeadWriter head, string name, StringValues values)
    {
        if (values.Count > 1 && name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
        {
            // HTTP/2 clients may split cookies; HTTP/1.1 has them on one line (RFC 9113 section 8.2.3).
            head.Field(name, string.Join("; ", values.ToArray()));
            return;
        }

        for (var i = 0; i < values.Count; i++)
            head.Field(name, values[i]!);
    }

    private static void WriteConnection(ref HeadWriter head, ProxyRequest request)
    {
        if (request.UpgradeProtocol is { } protocol)
        {
            head.Write("Connection: Upgrade\r\n"u8);
            head.Field("Upgrade", protocol);
        }
        else if (request.AcceptsTrailers)
        {
            // The one TE value that passes a proxy (RFC 9110 section 10.1.4); gRPC needs it.
            head.Write("Connection: TE\r\nTE: trailers\r\n"u8);
        }
    }

    private static void WriteFraming(ref HeadWriter head, ProxyRequest request)
    {
        if (request.Body.Length is { } length)
        {
            head.Write("Content-Length: "u8);
            head.Write(length);
            head.Write("\r\n"u8);
        }
        else if (request.Body.IsChunked)
        {
            head.Write("Transfer-Encoding: chunked\r\n"u8);
        }
    }
}
