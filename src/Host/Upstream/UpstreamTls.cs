using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Transports;

namespace ActorProxy.Host.Upstream;

/// <summary>How TLS to a backend begins: SNI, trust, verification of the name (RFC 9525: never by common name), and what is shown in turn.</summary>
internal sealed class UpstreamTls(UpstreamTlsSettings settings, string host)
{
    private readonly string _name = settings.ServerName.Length > 0 ? settings.ServerName : host;
    private SslClientAuthenticationOptions? _options;

    /// <summary>
    /// Made when first needed, so that a file of certificates that cannot be read fails connections, not the pool. Throws
    /// IOException, UnauthorizedAccessException or CryptographicException for it.
    /// </summary>
    public SslClientAuthenticationOptions Options => _options ??= new SslClientAuthenticationOptions
    {
        TargetHost = _name,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        ClientCertificateContext = settings.Certificate is { } certificate ? CertificateContext.Load(certificate) : null,
        CertificateChainPolicy = settings.CaPath.Length > 0 ? TrustOnly(settings.CaPath) : null,
        RemoteCertificateValidationCallback = Verify,
    };

    private static X509ChainPolicy TrustOnly(string path)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(path);
        return policy;
    }

    private bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        !settings.Verify
        || (errors is SslPolicyErrors.None
            && certificate is X509Certificate2 presented
            && presented.MatchesHostname(_name, allowWildcards: true, allowCommonName: false));
}
