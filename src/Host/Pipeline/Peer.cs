using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>Both ends of a client's connection, written out once for all requests on it.</summary>
internal sealed record Peer(IPAddress Address, string Ip, string Port, string LocalIp, string LocalPort, string ServerName)
{
    public static Peer Of(IFeatureCollection features)
    {
        var connection = features.GetRequiredFeature<IHttpConnectionFeature>();
        var remote = Plain(connection.RemoteIpAddress);
        return new Peer(
            remote,
            remote.ToString(),
            connection.RemotePort.ToString(CultureInfo.InvariantCulture),
            Plain(connection.LocalIpAddress).ToString(),
            connection.LocalPort.ToString(CultureInfo.InvariantCulture),
            features.Get<ITlsHandshakeFeature>()?.HostName ?? "");
    }

    // An IPv4 client on a dual-stack socket shows as ::ffff:a.b.c.d; people and CIDR lists mean a.b.c.d.
    private static IPAddress Plain(IPAddress? address) => address switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        _ => address,
    };
}
