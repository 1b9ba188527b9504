using System.Net;

namespace ActorProxy.Host.Upstream;

/// <summary>Asks for the addresses of a host name. Throws SocketException when there are none.</summary>
internal delegate Task<IPAddress[]> AddressResolver(string host, CancellationToken cancel);
