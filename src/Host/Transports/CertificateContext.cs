using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Transports;

/// <summary>A certificate that is shown to the other side, with its chain, ready for handshakes.</summary>
internal static class CertificateContext
{
    /// <summary>Reads a PEM chain (the leaf first) and its key. Unreadable files are an IOException, UnauthorizedAccessException or CryptographicException.</summary>
    public static SslStreamCertificateContext Load(CertificateSettings settings)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(settings.CertificatePath);
        var certificate = X509Certificate2.CreateFromPemFile(settings.CertificatePath, settings.KeyPath);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
