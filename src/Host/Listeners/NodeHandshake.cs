using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Clustering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorProxy.Host.Listeners;

/// <summary>Mutual TLS: connections of other nodes alone.</summary>
internal sealed class NodeHandshake(NodeCredentials credentials) : IHandshake
{
    private readonly SslStreamCertificateContext _shown = SslStreamCertificateContext.Create(credentials.Certificate, null, offline: true);

    /// <inheritdoc />
    public TlsHandshakeCallbackOptions Options(HttpProtocols protocols) => new()
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _shown,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            ClientCertificateRequired = true,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) => credentials.IsNode(certificate as X509Certificate2, chain),
        }),
    };
}
