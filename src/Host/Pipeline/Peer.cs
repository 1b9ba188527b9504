using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>Both ends of a client's connection. Written out when somebody asks, and the address once for all requests.</summary>
internal sealed class Peer(IFeatureCollection features)
{
    private readonly IHttpConnectionFeature _connection = features.GetRequiredFeature<IHttpConnectionFeature>();
    private IPAddress? _address;
    private string? _ip;
    private string? _serverName;

    public IPAddress Address => _address ??= Plain(_connection.RemoteIpAddress);

    public string Ip => _ip ??= Address.ToString();

    public string Port => _connection.RemotePort.ToString(CultureInfo.InvariantCulture);

    public string LocalIp => Plain(_connection.LocalIpAddress).ToString();

    public string LocalPort => _connection.LocalPort.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name that the client asked for in its TLS handshake (SNI); empty when it asked for none.</summary>
    public string ServerName => _serverName ??= features.Get<ITlsHandshakeFeature>()?.HostName ?? "";

    // An IPv4 client on a dual-stack socket shows as ::ffff:a.b.c.d; people and CIDR lists mean a.b.c.d.
    private static IPAddress Plain(IPAddress? address) => address switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        _ => address,
    };
}
