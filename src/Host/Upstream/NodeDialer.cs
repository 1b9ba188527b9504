using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Clustering;

namespace ActorProxy.Host.Upstream;

/// <summary>Connects to other nodes by mutual TLS: a node is known by its root, whatever its name.</summary>
internal sealed class NodeDialer(Dialer under, NodeCredentials credentials) : Dialer
{
    private readonly SslStreamCertificateContext _shown = SslStreamCertificateContext.Create(credentials.Certificate, null, offline: true);

    /// <inheritdoc />
    public override int Lanes => under.Lanes;

    /// <inheritdoc />
    public override int CurrentLane => under.CurrentLane;

    /// <summary>Connects. Failures are those of the network, and AuthenticationException when who answers is no node or takes us for none.</summary>
    public override async ValueTask<ByteChannel> ConnectAsync(IPEndPoint address, CancellationToken cancel)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = address.Address.ToString(),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            ClientCertificateContext = _shown,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) => credentials.IsNode(certificate as X509Certificate2, chain),
        };
        return await TlsChannel.OpenAsync(await under.ConnectAsync(address, cancel).ConfigureAwait(false), options, cancel).ConfigureAwait(false);
    }
}
