using System.Net;
using System.Net.Security;
using ActorProxy.Actors.Clustering;

namespace ActorProxy.Host.Upstream;

/// <summary>Connects to other nodes by mutual TLS: a node is known by its root, whatever its name.</summary>
internal sealed class NodeDialer(Dialer under, NodeCredentials credentials) : Dialer
{
    /// <inheritdoc />
    public override int Lanes => under.Lanes;

    /// <inheritdoc />
    public override int CurrentLane => under.CurrentLane;

    /// <summary>Connects. Failures are those of the network, and AuthenticationException when who answers is no node or takes us for none.</summary>
    public override async ValueTask<ByteChannel> ConnectAsync(IPEndPoint address, CancellationToken cancel)
    {
        var options = credentials.AsClient(address.Address.ToString(), SslApplicationProtocol.Http11);
        return await TlsChannel.OpenAsync(await under.ConnectAsync(address, cancel).ConfigureAwait(false), options, cancel).ConfigureAwait(false);
    }
}
