using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Clustering;

/// <summary>
/// By what nodes know each other: who shows a certificate of our own root is a node, and nobody else is, whatever the system trusts and
/// whatever name it has.
/// </summary>
public sealed class NodeCredentials
{
    private readonly X509Certificate2Collection _roots = [];

    private readonly SslStreamCertificateContext _shown;

    private NodeCredentials(X509Certificate2 certificate)
    {
        Certificate = certificate;
        _shown = SslStreamCertificateContext.Create(certificate, null, offline: true);
    }

    /// <summary>What this node shows, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Throws what reading the files throws; they were looked into when the configuration was read.</summary>
    public static NodeCredentials Load(ClusterTlsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var pem = X509Certificate2.CreateFromPemFile(settings.CertificatePath, settings.KeyPath);
        // A key that lives in memory alone cannot be used for a handshake on every system.
        var credentials = new NodeCredentials(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null));
        credentials._roots.ImportFromPemFile(settings.CaPath);
        return credentials;
    }

    /// <summary>For a connection to another node.</summary>
    /// <param name="host">Where it is looked for.</param>
    /// <param name="protocol">What is spoken.</param>
    public SslClientAuthenticationOptions AsClient(string host, SslApplicationProtocol? protocol = null) => new()
    {
        TargetHost = host,
        ApplicationProtocols = protocol is { } spoken ? [spoken] : null,
        ClientCertificateContext = _shown,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = IsNode,
    };

    /// <summary>For a connection by another node.</summary>
    /// <param name="protocol">What is spoken.</param>
    public SslServerAuthenticationOptions AsServer(SslApplicationProtocol protocol) => new()
    {
        ServerCertificateContext = _shown,
        ApplicationProtocols = [protocol],
        ClientCertificateRequired = true,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = IsNode,
    };

    /// <summary>Whether who shows that is a node.</summary>
    /// <param name="certificate">What is shown; null: nothing.</param>
    /// <param name="shown">What came with it.</param>
    public bool IsNode(X509Certificate2? certificate, X509Chain? shown)
    {
        if (certificate is null)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (shown is not null)
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainElements.Select(element => element.Certificate).ToArray());
        try
        {
            return chain.Build(certificate);
        }
        catch (CryptographicException)
        {
            // As good as no chain.
            return false;
        }
    }

    private bool IsNode(object sender, X509Certificate? certificate, X509Chain? shown, SslPolicyErrors errors) =>
        IsNode(certificate as X509Certificate2, shown);
}
