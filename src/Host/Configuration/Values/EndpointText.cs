using System.Globalization;
using System.Net;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>An address to listen on: <c>127.0.0.1:8080</c> or <c>[::]:8080</c>. Names are not looked up.</summary>
internal static class EndpointText
{
    public static Parsed<IPEndPoint> Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(']'))
            return new Wrong($"'{text}' is not an address and a port, such as 127.0.0.1:8080");
        if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return new Wrong($"'{text[(colon + 1)..]}' is not a port: 0 to 65535");

        var host = text[..colon];
        if (host is "" or "*")
            return new Wrong($"say on which address: 0.0.0.0:{port} for all of IPv4, [::]:{port} for all of IPv6 and IPv4");
        if (host.Contains(':') && !(host.StartsWith('[') && host.EndsWith(']')))
            return new Wrong($"an IPv6 address is written in brackets: [{host}]:{port}");
        return IpText.Parse(host.Trim('[', ']')) is { } address
            ? new IPEndPoint(address, port)
            : new Wrong($"'{host}' is not an IP address; names are not looked up here, write 127.0.0.1 for localhost");
    }
}
