using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Both ends of a client's connection. Written out when somebody asks, and the address once for all requests of one client. The transport
/// tells them, as a connection of the server may serve another client with each request (docs/decisions/0022); Kestrel remembers the first.
/// </summary>
internal sealed class Peer
{
    private readonly IFeatureCollection _features;
    private readonly IConnectionEndPointFeature _connection;
    private EndPoint? _client;
    private string? _ip;
    private string? _serverName;

    public Peer(IFeatureCollection features)
    {
        _features = features;
        _connection = features.GetRequiredFeature<IConnectionEndPointFeature>();
        Begin();
    }

    public IPAddress Address { get; private set; } = IPAddress.None;

    public string Ip => _ip ??= Address.ToString();

    public string Port => PortOf(_client);

    public string LocalIp => AddressOf(_connection.LocalEndPoint).ToString();

    public string LocalPort => PortOf(_connection.LocalEndPoint);

    /// <summary>The name that the client asked for in its TLS handshake (SNI); empty when it asked for none.</summary>
    public string ServerName => _serverName ??= _features.Get<ITlsHandshakeFeature>()?.HostName ?? "";

    /// <summary>For another request: finds out who asks. True when the address is another than before.</summary>
    public bool Begin()
    {
        var client = _connection.RemoteEndPoint;
        if (ReferenceEquals(client, _client) && client is not null)
            return false;
        _client = client;
        var address = AddressOf(client);
        if (address.Equals(Address))
            return false;
        (Address, _ip) = (address, null);
        return true;
    }

    private static IPAddress AddressOf(EndPoint? end) => Plain((end as IPEndPoint)?.Address);

    private static string PortOf(EndPoint? end) => ((end as IPEndPoint)?.Port ?? 0).ToString(CultureInfo.InvariantCulture);

    // An IPv4 client on a dual-stack socket shows as ::ffff:a.b.c.d; people and CIDR lists mean a.b.c.d.
    private static IPAddress Plain(IPAddress? address) => address switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        _ => address,
    };
}
