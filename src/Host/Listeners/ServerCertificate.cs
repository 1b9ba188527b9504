using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.Host.Listeners;

/// <summary>One certificate with its chain, ready for handshakes.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;

    private ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        _certificate = certificate;
        Context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    public SslStreamCertificateContext Context { get; }

    /// <summary>Reads a PEM chain (the leaf first) and its key. Unreadable files are an IOException or CryptographicException.</summary>
    public static ServerCertificate Load(string certificatePath, string keyPath)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificatePath);
        return new ServerCertificate(X509Certificate2.CreateFromPemFile(certificatePath, keyPath), chain);
    }

    /// <summary>By subjectAltName, wildcards for one label (RFC 9525 section 6.3).</summary>
    public bool Covers(string serverName) => serverName.Length > 0 && _certificate.MatchesHostname(serverName, allowWildcards: true, allowCommonName: true);

    public void Dispose() => _certificate.Dispose();
}
