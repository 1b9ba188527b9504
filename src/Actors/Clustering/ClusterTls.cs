using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Settings;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace ActorProxy.Actors.Clustering;

/// <summary>
/// Mutual TLS between nodes: who shows a certificate of our own root is a node, and nobody else is, whatever the system trusts.
/// </summary>
internal sealed class ClusterTls
{
    private readonly X509Certificate2Collection _roots = [];

    private ClusterTls(string caPath) => _roots.ImportFromPemFile(caPath);

    /// <summary>Throws what reading the files throws; they were looked into when the configuration was read.</summary>
    public static DotNettySslSetup Setup(ClusterTlsSettings settings)
    {
        using var pem = X509Certificate2.CreateFromPemFile(settings.CertificatePath, settings.KeyPath);
        // A key that lives in memory alone cannot be used for a handshake on every system.
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        return new DotNettySslSetup(
            certificate,
            suppressValidation: false,
            requireMutualAuthentication: true,
            customValidator: new ClusterTls(settings.CaPath).IsNode);
    }

    private bool IsNode(X509Certificate2? certificate, X509Chain? shown, string peer, SslPolicyErrors errors, ILoggingAdapter log)
    {
        if (certificate is null)
        {
            log.Warning("Refused {0}, which wanted to be a node, but showed no certificate", peer);
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (shown is not null)
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainElements.Select(element => element.Certificate).ToArray());
        try
        {
            if (chain.Build(certificate))
                return true;
        }
        catch (CryptographicException)
        {
            // As good as no chain.
        }

        log.Warning("Refused {0}, which wanted to be a node, but is not of our root: {1}", peer, certificate.Subject);
        return false;
    }
}
